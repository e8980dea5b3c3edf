import { expect, test } from 'vitest';

import { readCaseList } from './case-list.mjs';

test.each([
  ['twice', '| H1 | it | unit |\n| H1 | it | unit |', 'lists H1 twice'],
  ['by hearsay', '| H1 | it | unit, hearsay |', 'shows H1 by "hearsay"'],
  ['nowhere', '| H1 | it |  |', 'does not say where H1 is shown'],
])('a case listed %s is refused', (_how, markdown, reason) => {
  expect(() => readCaseList(markdown)).toThrow(reason);
});

test('each row is a case of the family its heading names', () => {
  const markdown = [
    '# Cases',
    '## Callers',
    '| ID | case | where |',
    '| --- | --- | --- |',
    '| H1   | Nobody waits  | unit, end to end |',
    '## Storage',
    '| S2   | Levels   | server; not yet: macOS |',
    '| S3   | Canary   | not yet: campaign |',
  ].join('\n');
  expect(readCaseList(markdown)).toEqual([
    {
      ...{ id: 'H1', family: 'Callers', sentence: 'Nobody waits' },
      ...{ shownBy: ['unit', 'end to end'], stillToCome: '' },
    },
    {
      ...{ id: 'S2', family: 'Storage', sentence: 'Levels' },
      ...{ shownBy: ['server'], stillToCome: 'macOS' },
    },
    {
      ...{ id: 'S3', family: 'Storage', sentence: 'Canary' },
      ...{ shownBy: [], stillToCome: 'campaign' },
    },
  ]);
});
