/** The table at the end of `npm run peers`, and below it what failed. */

/**
 * @typedef {import('./load-peers.mjs').Step} Step
 * @typedef {import('./load-peers.mjs').StepResult} StepResult
 * @typedef {import('./load-peers.mjs').Row & { readonly version: string }} Row
 */

/** @type {readonly Step[]} */
const steps = ['connect', 'identity', 'refresh', 'disconnect'];

/**
 * @param {readonly Row[]} rows @param {(line: string) => void} say
 * @returns {boolean} true if no step failed and every step was reached
 */
export function printTable(rows, say) {
  const table = [
    ['Peer', 'Version', 'Connect', 'Identity', 'Refresh', 'Disconnect'],
    ...rows.map((row) => [row.name, row.version, ...steps.map((step) => cell(row[step]))]),
  ];
  const widths = table[0]?.map((_, column) =>
    Math.max(...table.map((row) => (row[column] ?? '').length)),
  );
  say('');
  for (const row of table) {
    say(
      row
        .map((text, column) => text.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
  const failed = rows.flatMap((row) =>
    steps
      .filter((step) => row[step].ok === false)
      .map((step) => `${row.name}, ${step}: ${row[step].note}`),
  );
  if (failed.length > 0) say('');
  for (const line of failed) say(`✖ ${line}`);
  return rows.every((row) => steps.every((step) => row[step].ok === true));
}

/** @param {StepResult} result */
function cell({ ok, note }) {
  if (ok === null) return '–';
  return ok ? `✔ ${note}` : '✖';
}
