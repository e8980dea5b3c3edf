/** A few scenarios of the suite, so that a change that breaks them is noticed before `npm run conformance`. */
import { expect, test } from 'vitest';

import { authScenarios, runScenarios } from './suite.js';

test('passes the sign-in of the MCP conformance suite, the checks of the issuer, bound tokens, and assertions', async () => {
  const scenarios = [
    'auth/dpop-nonce',
    'auth/enterprise-managed-authorization',
    'auth/iss-wrong-issuer',
    'auth/metadata-default',
    'auth/resource-mismatch',
    'auth/wif-jwt-bearer',
  ];
  const results = await runScenarios(scenarios);
  expect(results.map(({ scenario, failed }) => ({ scenario, failed }))).toEqual(
    scenarios.map((scenario) => ({ scenario, failed: [] })),
  );
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
});

test('finds every authorization scenario of the suite', async () => {
  const scenarios = await authScenarios();
  expect(scenarios.length).toBeGreaterThanOrEqual(33);
  expect(scenarios).toContain('auth/authorization-server-migration');
});
