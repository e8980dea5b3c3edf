import { expect, test } from 'vitest';

import { resultsOfPlaywright, resultsOfVitest } from './test-results.mjs';

test('Vitest: titles include their groups, the place depends on file and run, and only "passed" has passed', () => {
  const report = {
    testResults: [
      {
        name: '/a/flows.server.test.ts',
        assertionResults: [{ fullName: 'O4 at a server signs in', status: 'passed' }],
      },
      {
        name: '/a/refresh.test.ts',
        assertionResults: [
          { fullName: 'H1 fails', status: 'failed' },
          { fullName: 'H2 is left out', status: 'skipped' },
        ],
      },
    ],
  };
  const results = resultsOfVitest(report, { inElectron: false });
  expect(results).toEqual([
    {
      ...{ title: 'O4 at a server signs in', file: '/a/flows.server.test.ts' },
      ...{ place: 'server', passed: true },
    },
    { title: 'H1 fails', file: '/a/refresh.test.ts', place: 'unit', passed: false },
    { title: 'H2 is left out', file: '/a/refresh.test.ts', place: 'unit', passed: false },
  ]);
  const inElectron = resultsOfVitest(report, { inElectron: true });
  expect(new Set(inElectron.map(({ place }) => place))).toEqual(new Set(['in Electron']));
});

test('Playwright: titles include their groups but not the file’s name, and a retry is no pass', () => {
  const file = 'S3-cases.spec.ts';
  const report = {
    suites: [
      {
        ...{ title: file, file },
        specs: [{ title: 'a link (H1)', tests: [{ status: 'expected' }] }],
        suites: [
          {
            ...{ title: 'without links (H98)', file },
            specs: [
              { title: 'by a port', tests: [{ status: 'flaky' }] },
              { title: 'by a code', tests: [{ status: 'skipped' }] },
            ],
          },
        ],
      },
    ],
  };
  expect(
    resultsOfPlaywright(report).map(({ title, passed }) => `${title}: ${String(passed)}`),
  ).toEqual([
    'a link (H1): true',
    'without links (H98) by a port: false',
    'without links (H98) by a code: false',
  ]);
});
