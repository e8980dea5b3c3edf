import { expect, test } from 'vitest';

import { subjectOf, subjectProblem } from './commit-subject.mjs';

test('a subject of 73 characters is refused', () => {
  expect(subjectProblem('x'.repeat(73))).toContain('73 characters');
});

test.each([
  'Merge the two ways to refresh',
  'Merge request handlers',
  'Revert the limit',
  'Reapply it',
])('a long subject of a person is refused, also where it begins like one of Git: %s…', (start) => {
  expect(subjectProblem(`${start} ${'x'.repeat(80)}`)).toContain('72 is the limit');
});

test('a subject that begins with # is refused, whatever its length', () => {
  expect(subjectProblem('#5 refresh in time')).toContain('begins with #');
  expect(subjectProblem(subjectOf(`#${'x'.repeat(80)}\n\nShort\n`, false))).toContain('#');
});

test('a subject of 72 characters is accepted, and characters are counted, not bytes', () => {
  expect(subjectProblem('x'.repeat(72))).toBeUndefined();
  expect(subjectProblem('é'.repeat(72))).toBeUndefined();
  expect(subjectProblem('😀'.repeat(72))).toBeUndefined();
});

test.each([
  'Merge branch',
  "Merge branches 'a'",
  'Merge remote-tracking branch',
  'Merge tag',
  'Merge commit',
  'Revert "',
  'Reapply "',
  'fixup! ',
  'squash! ',
  'amend! ',
])('a long subject that Git writes is accepted: %s…', (start) => {
  expect(subjectProblem(`${start} ${'x'.repeat(80)}`)).toBeUndefined();
});

test('in an editor the subject is the first line that is neither empty nor a comment', () => {
  const body = 'y'.repeat(100);
  expect(subjectOf(`# hint\n\nRefresh in time\r\n\n${body}\n`, true)).toBe('Refresh in time');
  expect(subjectOf('\n# only a hint\n', true)).toBe('');
});

test('without an editor a line that begins with # is the subject', () => {
  expect(subjectOf('\n#5 refresh in time\n\nBecause.\n', false)).toBe('#5 refresh in time');
});
