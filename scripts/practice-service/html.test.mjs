import { expect, test } from 'vitest';

// Under another name, Prettier does not format the templates below.
import { html as template } from './html.mjs';

test('markup in a name is escaped', () => {
  expect(template`<b>${'<script>"&\''}</b>`.text).toBe('<b>&lt;script&gt;&quot;&amp;&#39;</b>');
});

test('parts from the same function are not escaped, also in a list', () => {
  const items = ['a', '<'].map((item) => template`<li>${item}</li>`);
  expect(template`<ul>${items}</ul>`.text).toBe('<ul><li>a</li><li>&lt;</li></ul>');
});
