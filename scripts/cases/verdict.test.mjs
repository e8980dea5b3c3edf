import { expect, test } from 'vitest';

import { evaluateCases } from './verdict.mjs';

/** @param {string} id @param {import('./case-list.mjs').Place[]} shownBy */
const listedCase = (id, ...shownBy) => ({
  ...{ id, family: 'Callers', sentence: '', shownBy },
  stillToCome: shownBy.length === 0 ? 'campaign' : '',
});

/** @param {string} title @param {Partial<import('./test-results.mjs').TestResult>} differently */
const result = (title, differently = {}) => ({
  ...{ title, file: 'a.test.ts', place: /** @type {const} */ ('unit'), passed: true },
  ...differently,
});

/** No long run exists. */
const none = { campaign: [], bench: [] };

test('a listed case without a test does not hold', () => {
  const { cases, holds } = evaluateCases(
    [listedCase('H1', 'unit')],
    [result('H2 something else')],
    none,
  );
  expect(cases).toMatchObject([{ verdict: 'no test', missing: ['unit'] }]);
  expect(holds).toBe(false);
});

test('a case with tests, but not where the list says, does not hold', () => {
  const { cases, holds } = evaluateCases(
    [listedCase('H1', 'unit', 'end to end')],
    [result('H1')],
    none,
  );
  expect(cases).toMatchObject([{ verdict: 'no test', missing: ['end to end'] }]);
  expect(holds).toBe(false);
});

test('one failing test of many is enough, and is named', () => {
  const failing = result('H1 in another way', { passed: false });
  const { cases, holds } = evaluateCases([listedCase('H1', 'unit')], [result('H1'), failing], none);
  expect(cases).toMatchObject([{ verdict: 'failed', failed: [failing] }]);
  expect(holds).toBe(false);
});

test('a failing test of a case that is not yet shown counts as well', () => {
  const results = [result('R4 a part', { passed: false })];
  expect(evaluateCases([listedCase('R4')], results, none).holds).toBe(false);
});

test('a test that names an unlisted case does not hold', () => {
  const stray = result('H1 and H97');
  const { unlisted, holds } = evaluateCases([listedCase('H1', 'unit')], [stray], none);
  expect(unlisted).toEqual([{ id: 'H97', test: stray }]);
  expect(holds).toBe(false);
});

test('cases shown where the list says, and cases or parts still to come, hold', () => {
  const results = [result('H1–H2'), result('H1', { place: 'end to end' })];
  const list = [
    listedCase('H1', 'unit', 'end to end'),
    { ...listedCase('H2', 'unit'), stillToCome: 'campaign' },
    listedCase('R4'),
  ];
  const { cases, holds } = evaluateCases(list, results, none);
  expect(cases.map(({ verdict, tests }) => ({ verdict, tests }))).toEqual([
    { verdict: 'passed', tests: { unit: 1, 'end to end': 1 } },
    { verdict: 'in part', tests: { unit: 1 } },
    { verdict: 'not yet', tests: {} },
  ]);
  expect(holds).toBe(true);
});

test('a long run that does not exist does not hold', () => {
  const list = [listedCase('R4', 'campaign')];
  const { cases, holds } = evaluateCases(list, [], { campaign: ['R5'], bench: ['One (R4)'] });
  expect(cases).toMatchObject([{ verdict: 'no test', missing: ['campaign'], notRun: [] }]);
  expect(holds).toBe(false);
});

test('a long run that lost something does not hold', () => {
  const lost = result('R4 power', { place: 'campaign', passed: false });
  const list = [listedCase('R4', 'unit', 'campaign')];
  const { cases, holds } = evaluateCases(list, [result('R4'), lost], {
    campaign: ['R4'],
    bench: [],
  });
  expect(cases).toMatchObject([{ verdict: 'failed', failed: [lost] }]);
  expect(holds).toBe(false);
});

test('a long run that exists but has not run is reported as that, and hides no missing test', () => {
  const existing = { campaign: ['R4'], bench: ['Ten thousand (R9)'] };
  const list = [listedCase('R4', 'unit', 'campaign'), listedCase('R9', 'bench')];
  const { cases, holds } = evaluateCases(list, [result('R4')], existing);
  expect(cases).toMatchObject([
    { verdict: 'not run', notRun: ['campaign'], missing: [] },
    { verdict: 'not run', notRun: ['bench'], missing: [] },
  ]);
  expect(holds).toBe(true);
  expect(evaluateCases(list, [], existing).cases[0]).toMatchObject({ verdict: 'no test' });
});

test('a long run that held shows its case', () => {
  const held = result('R4 power', { place: 'campaign' });
  const { cases } = evaluateCases([listedCase('R4', 'campaign')], [held], none);
  expect(cases).toMatchObject([{ verdict: 'passed', tests: { campaign: 1 } }]);
});
