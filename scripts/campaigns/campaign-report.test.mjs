import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { readReport } from '../test-counts.mjs';
import { addToReport, entriesOf, withEntry } from './campaign-report.mjs';

/** @param {string} id @param {Partial<import('./campaign-report.mjs').Entry>} differently @returns {import('./campaign-report.mjs').Entry} */
const entry = (id, differently = {}) => ({
  ...{ id, title: '', unit: 'tries', file: `${id}.ts`, milliseconds: 1, held: true },
  ...{ result: null, error: '', size: 'full', commit: 'a', changed: false, endedAt: '' },
  ...differently,
});

test('a run of one campaign keeps the entries of the others, in their order', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-report-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'results', 'campaigns.json');
  for (const id of ['R10', 'R2', 'R1']) addToReport(path, entry(id));
  addToReport(path, entry('R2', { commit: 'b' }));
  expect(entriesOf(readReport(path)).map(({ id, commit }) => `${id} ${String(commit)}`)).toEqual([
    'R1 a',
    'R2 b',
    'R10 a',
  ]);
});

test('a quick run does not hide the full one before it, whatever their results', () => {
  const full = entry('R1', { held: false });
  const quick = entry('R1', { size: 'quick' });
  expect(withEntry([full], quick)).toEqual([full, quick]);
  expect(withEntry([full, quick], { ...quick, commit: 'b' })).toEqual([
    full,
    { ...quick, commit: 'b' },
  ]);
});

test('a full run replaces all before it', () => {
  const quick = entry('R1', { size: 'quick', held: false });
  const full = entry('R1', { commit: 'b' });
  expect(withEntry([entry('R1'), quick], full)).toEqual([full]);
});

test('an entry that does not name its commit is ignored', () => {
  expect(entriesOf({ size: 'full', campaigns: [{ id: 'R1', held: true }] })).toEqual([]);
});

test('two campaigns of one case are two', () => {
  const below = entry('R2', { file: 'native.ts' });
  expect(withEntry([entry('R2')], below)).toHaveLength(2);
});
