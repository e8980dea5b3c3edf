import { expect, test } from 'vitest';

// Under another name the formatter leaves the templates below as they are.
import { html as template } from './html.mjs';

test('a name that holds markup is shown as text', () => {
  expect(template`<b>${'<script>"&\''}</b>`.text).toBe('<b>&lt;script&gt;&quot;&amp;&#39;</b>');
});

test('parts made by the same hand are put in as they are, also as a list', () => {
  const items = ['a', '<'].map((item) => template`<li>${item}</li>`);
  expect(template`<ul>${items}</ul>`.text).toBe('<ul><li>a</li><li>&lt;</li></ul>');
});
