import { expect, test } from 'vitest';

import { subjectOf, subjectProblem } from './commit-subject.mjs';

test('a subject of 73 characters is refused', () => {
  expect(subjectProblem('x'.repeat(73))).toContain('73 characters');
});

test('a subject of 72 characters is accepted, and characters are counted, not bytes', () => {
  expect(subjectProblem('x'.repeat(72))).toBeUndefined();
  expect(subjectProblem('é'.repeat(72))).toBeUndefined();
  expect(subjectProblem('😀'.repeat(72))).toBeUndefined();
});

test.each(['Merge branch', 'Revert "', 'fixup! ', 'squash! ', 'amend! '])(
  'a long subject that Git writes is accepted: %s…',
  (start) => {
    expect(subjectProblem(`${start} ${'x'.repeat(80)}`)).toBeUndefined();
  },
);

test('the subject is the first line that is neither empty nor a comment', () => {
  const body = 'y'.repeat(100);
  expect(subjectOf(`# hint\n\nRefresh in time\r\n\n${body}\n`)).toBe('Refresh in time');
  expect(subjectOf('\n# only a hint\n')).toBe('');
});
