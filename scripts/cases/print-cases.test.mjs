import { expect, test } from 'vitest';

import { printCases } from './print-cases.mjs';
import { evaluateCases } from './verdict.mjs';

const place = /** @type {const} */ ('unit');
const unit = /** @type {const} */ (['unit']);
const campaign = /** @type {const} */ (['campaign']);

test('one aligned table per family, then each fault by name, then the sum', () => {
  const list = [
    { id: 'H1', family: 'Callers', sentence: 'A', shownBy: unit, stillToCome: '' },
    { id: 'H10', family: 'Callers', sentence: 'B', shownBy: unit, stillToCome: '' },
    { id: 'R4', family: 'Campaigns', sentence: 'C', shownBy: [], stillToCome: 'campaign' },
    { id: 'R5', family: 'Campaigns', sentence: 'D', shownBy: campaign, stillToCome: '' },
  ];
  const results = [
    { title: 'H1 one', file: '/project/a.test.ts', place, passed: true },
    { title: 'H1 two', file: '/project/a.test.ts', place, passed: false },
    { title: 'H97 three', file: '/project/a.test.ts', place, passed: true },
  ];
  const judgement = evaluateCases(list, results, { campaign: ['R5'], bench: [] });
  const printed = printCases(judgement, { width: 120, color: false, folder: '/project' });
  expect(printed.split('\n')).toEqual([
    'Callers',
    'ID    unit  server  in Electron  end to end  campaign  bench  result      case',
    'H1       2       ·            ·           ·         ·      ·  ✘ failed    A',
    'H10      ·       ·            ·           ·         ·      ·  ✘ no test   B',
    '',
    'Campaigns',
    'ID    unit  server  in Electron  end to end  campaign  bench  result      case',
    'R4       ·       ·            ·           ·         ·      ·  · not yet   (not yet: campaign) C',
    'R5       ·       ·            ·           ·         ·      ·  ◌ not run   D',
    '',
    'H1 failed: H1 two (a.test.ts)',
    'H10 is listed as shown by unit: no test',
    'H97 is not listed, but named: H97 three',
    '',
    'Not run recently: npm run campaigns for R5',
    '',
    '4 cases: 0 passed, 0 in part, 1 failed, 1 without a test, 1 not run, 1 not yet',
  ]);
});
