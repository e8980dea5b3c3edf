import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { fillMessages } from './stopped-page.js';

const html = await readFile('renderer/stopped.html', 'utf8');

test('the page for a window that keeps crashing says what happened and offers to reload, without a script (D1)', () => {
  const page = fillMessages(html);
  expect(page).toContain('<h1 id="title">Lanyard’s window keeps stopping</h1>');
  expect(page).toMatch(/<button [^>]*>Reload<\/button>/);
  expect(page).not.toMatch(/[{}]|<script|style=/);
});
