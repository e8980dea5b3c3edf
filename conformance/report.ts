/** Runs the suite and prints what passes, and for each failure the suite's check and the known reason. */
import { knownReasons } from './known-reasons.js';
import { authScenarios, runScenarios, type ScenarioResult } from './suite.js';

/**
 * @param scenarios empty for all
 * @returns true if all of them passed
 */
export async function report(
  scenarios: readonly string[],
  say: (line: string) => void,
): Promise<boolean> {
  const chosen = scenarios.length > 0 ? scenarios : await authScenarios();
  say(`MCP conformance suite, ${chosen.length} scenarios of a client's authorization`);
  const results = await runScenarios(chosen, ({ scenario, passed }) =>
    say(`${passed ? '✔' : '✖'} ${scenario}`),
  );
  say('');
  const width = Math.max(...results.map(({ scenario }) => scenario.length));
  for (const result of results) {
    const [first = '', ...more] = result.passed ? ['pass'] : ['FAIL', ...explanations(result)];
    say(`${result.scenario.padEnd(width)}  ${first}`);
    for (const line of more) say(`${' '.repeat(width)}    ${line}`);
  }
  const passed = results.filter((each) => each.passed).length;
  say(`\n${passed} of ${results.length} pass.`);
  return passed === results.length;
}

function explanations({ scenario, failed, clientError }: ScenarioResult): readonly string[] {
  const checks = failed.map(({ id, description }) => `${id}: ${description}`);
  const stuck = clientError === '' ? [] : [`the client ended: ${clientError.trim()}`];
  const known = knownReasons[scenario];
  return [...checks, ...stuck, `known reason: ${known ?? 'none'}`];
}
