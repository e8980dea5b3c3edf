import { expect, test } from 'vitest';

import { judge } from './judgement.mjs';
import { printCases } from './print-cases.mjs';

const place = /** @type {const} */ ('unit');
const unit = /** @type {const} */ (['unit']);

test('one aligned table per family, then what is wrong by name, then the sum', () => {
  const list = [
    { id: 'H1', family: 'Callers', sentence: 'A', shownBy: unit, stillToCome: '' },
    { id: 'H10', family: 'Callers', sentence: 'B', shownBy: unit, stillToCome: '' },
    { id: 'R4', family: 'Campaigns', sentence: 'C', shownBy: [], stillToCome: 'campaign' },
  ];
  const judgement = judge(list, [
    { title: 'H1 one', file: '/project/a.test.ts', place, passed: true },
    { title: 'H1 two', file: '/project/a.test.ts', place, passed: false },
    { title: 'H97 three', file: '/project/a.test.ts', place, passed: true },
  ]);
  const printed = printCases(judgement, { width: 100, color: false, folder: '/project' });
  expect(printed.split('\n')).toEqual([
    'Callers',
    'ID    unit  server  in Electron  end to end  result      case',
    'H1       2       ·            ·           ·  ✘ failed    A',
    'H10      ·       ·            ·           ·  ✘ no test   B',
    '',
    'Campaigns',
    'ID    unit  server  in Electron  end to end  result      case',
    'R4       ·       ·            ·           ·  · not yet   (not yet: campaign) C',
    '',
    'H1 failed: H1 two (a.test.ts)',
    'H10 is listed as shown by unit: no test',
    'H97 is not listed, but named: H97 three',
    '',
    '3 cases: 0 passed, 0 in part, 1 failed, 1 without a test, 1 not yet',
  ]);
});
