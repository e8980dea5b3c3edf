/** Prints the figures as a table: the app, the reference, their ratio, the budget, and whether it is met. */

/**
 * The same shape as in bench/measurement.ts.
 * @typedef {object} Figure
 * @property {string} what
 * @property {number} ours
 * @property {{ what: string, value: number } | null} reference
 * @property {string} unit
 * @property {{ times?: number, more?: number, atMost?: number } | null} budget
 */

/**
 * @typedef {{ title: string, figures: Figure[], notMeasured: string | null }} Measured notMeasured: the
 *   reason why not, on this computer
 */

/** @param {Figure} figure */
export function isWithin({ ours, reference, budget }) {
  if (!budget) return true;
  const { times = Infinity, more = Infinity, atMost = Infinity } = budget;
  if (ours > atMost) return false;
  return !reference || (ours <= reference.value * times && ours <= reference.value + more);
}

/** @param {Measured[]} measured */
export function table(measured) {
  const head = ['', 'ours', 'reference', 'times', 'budget', ''];
  const rows = measured.flatMap(({ title, figures, notMeasured }) => [
    [title, '', '', '', '', ''],
    ...(notMeasured === null ? [] : [[`  not measured: ${notMeasured}`, '', '', '', '', '']]),
    ...figures.map((figure) => [
      `  ${figure.what}`,
      amount(figure.ours, figure.unit),
      figure.reference
        ? `${amount(figure.reference.value, figure.unit)} ${figure.reference.what}`
        : '',
      figure.reference ? (figure.ours / figure.reference.value).toFixed(2) : '',
      budgetOf(figure),
      figure.budget ? (isWithin(figure) ? '✔' : '✖ over') : '',
    ]),
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @param {Figure} figure */
function budgetOf({ budget, unit }) {
  if (!budget) return '';
  const { times, more, atMost } = budget;
  return [
    times === undefined ? '' : `≤ ${String(times)} ×`,
    more === undefined ? '' : `≤ +${amount(more, unit)}`,
    atMost === undefined ? '' : `≤ ${amount(atMost, unit)}`,
  ]
    .filter(Boolean)
    .join(' and ');
}

/** @param {number} value @param {string} unit */
function amount(value, unit) {
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  const number = value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${number} ${unit}`;
}
