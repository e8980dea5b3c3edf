import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '..', '..', 'renderer');
const stylesheets = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.css'))
  .map((path) => join(folder, path));

/** Sides of the screen, and values for all four sides of which left and right differ. */
const physical = [
  /(?<![-\w])(?:left|right)\s*:/,
  /(?:padding|margin|border|inset)-(?:left|right)/,
  /border-(?:top|bottom)-(?:left|right)-radius/,
  /(?:text-align|float|clear)\s*:\s*(?:left|right)/,
];
const fourSides =
  /(?<![-\w])(?:padding|margin|inset)\s*:\s*((?:[^\s;()]|\([^;]*?\))+)\s+((?:[^\s;()]|\([^;]*?\))+)\s+((?:[^\s;()]|\([^;]*?\))+)\s+((?:[^\s;()]|\([^;]*?\))+)\s*;/g;

/** @param {string} css */
function physicalSidesIn(css) {
  const named = physical.flatMap((pattern) => pattern.exec(css)?.[0] ?? []);
  const uneven = [...css.matchAll(fourSides)]
    .filter(([, , right, , left]) => right !== left)
    .map(([declaration]) => declaration);
  return [...named, ...uneven];
}

test.each([
  'a { left: 0 }',
  'a { padding-right: 1px }',
  'a { border-top-left-radius: 0 }',
  'a { text-align: left }',
  'a { padding: 0 var(--space-2) 0 calc(1px + 2px); }',
])('finds the side in %s', (css) => expect(physicalSidesIn(css)).toHaveLength(1));

test.each([
  'a { inset-inline-start: 0; padding-inline: 0 1px; text-align: start }',
  'a { padding: 1px 2px 3px 2px; margin: 0 calc(-1 * var(--space-2)); }',
])('lets %s be', (css) => expect(physicalSidesIn(css)).toEqual([]));

test.each(stylesheets)('%s names no left or right, so it fits both directions', (path) => {
  expect(physicalSidesIn(readFileSync(path, 'utf8'))).toEqual([]);
});
