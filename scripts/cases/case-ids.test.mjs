import { expect, test } from 'vitest';

import { readCaseIds } from './case-ids.mjs';

const listed = new Set(['E8', 'E9', 'E10', 'H6', 'H7', 'H9', 'H74', 'H76', 'S2']);

// The titles of these tests must not name a case, or they would count as its tests.
test.each([
  ['a challenge method', 'S256 is the only challenge method'],
  ['a marker of secrets', 'no S3CR3T-token is shown'],
  ['algorithms', 'ES256 and RS256 and HTTP2'],
  ['a number by itself', 'H is a letter, and 19 a number'],
  ['a negative number', 'an H-12'],
])('no case is read from %s', (_what, title) => {
  expect(readCaseIds(title, listed)).toEqual([]);
});

test.each([
  ['in front', 'H7 without a code', ['H7']],
  ['behind, in brackets', 'declined in the browser (H6, S2)', ['H6', 'S2']],
  ['with a colon', 'S2: nothing is written', ['S2']],
  ['as a list', 'H74, H76', ['H74', 'H76']],
  ['more than once', 'H6 H7 H6', ['H6', 'H7']],
  ['that is not listed', 'a case (O99)', ['O99']],
  ['of two families with a dash between', 'H7–S2', ['H7', 'S2']],
])('a case is read %s', (_where, title, ids) => {
  expect(readCaseIds(title, listed)).toEqual(ids);
});

test.each([
  ['a dash', 'every wall stands (E8–E10)', ['E8', 'E9', 'E10']],
  ['a hyphen, over a gap in the numbering', 'H6-H9', ['H6', 'H7', 'H9']],
  ['a dash with spaces', 'H6 – H7', ['H6', 'H7']],
  ['an end that is not listed', 'H74–H75', ['H74', 'H75']],
])('a range is read with %s', (_how, title, ids) => {
  expect(readCaseIds(title, listed)).toEqual(ids);
});
