/** Prints one line per campaign while it runs, and a table at the end. */
import { inspect, stripVTControlCharacters, styleText } from 'node:util';

import { formatDuration } from '../setup/progress.mjs';
import { projectDir } from '../setup/project.mjs';

/**
 * @typedef {import('./find-campaigns.mjs').Campaign} Campaign
 * @typedef {import('./find-campaigns.mjs').CampaignResult} CampaignResult
 * @typedef {import('./find-campaigns.mjs').SoFar} SoFar
 * @typedef {object} Row
 * @property {string} id
 * @property {string} title
 * @property {string} unit
 * @property {string} file
 * @property {number} milliseconds
 * @property {boolean} held true if something was tried and nothing was lost
 * @property {CampaignResult | null} result null if it ended early
 * @property {string} error why it ended early
 */

/** Maximum number of losses that are printed; the report has all of them. */
const maxPrintedLosses = 10;

/** @param {'quick' | 'full'} size @param {NodeJS.WriteStream} [stream] */
export function createScoreboard(size, stream = process.stdout) {
  /** @type {Row[]} */
  const rows = [];
  const live = stream.isTTY && !process.env.CI;
  /** @param {Parameters<typeof styleText>[0]} style @param {string} text */
  const paint = (style, text) =>
    stream.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text;
  /** @param {string} text */
  const say = (text) => void stream.write(`${text}\n`);

  /** @param {Row} row */
  function printEnd({ id, title, unit, milliseconds, held, result, error }) {
    const mark = held ? paint('green', '✔') : paint('red', '✖');
    const figures = result ? formatResult(result.tried, unit, result.lost.length) : 'ended early';
    const time = paint('dim', `(${formatDuration(milliseconds)})`);
    say(`${mark} ${id} ${title} · ${figures} ${time}`);
    if (error) say(error);
    if (!result) return;
    for (const what of result.lost.slice(0, maxPrintedLosses)) say(`    ${paint('red', what)}`);
    const rest = result.lost.length - maxPrintedLosses;
    if (rest > 0) say(`    and ${String(rest)} more`);
    for (const what of result.leftOut) say(paint('dim', `    not tried here: ${what}`));
  }

  return {
    rows,

    /**
     * @param {string} file @param {Campaign} campaign
     * @param {(progress: (soFar: SoFar) => void) => Promise<CampaignResult>} run
     * @returns {Promise<Row>}
     */
    async show(file, { id, title, unit, sizes }, run) {
      const started = performance.now();
      const target = Number.isFinite(sizes[size]) ? sizes[size].toLocaleString('en') : 'all';
      /** @type {SoFar} */
      let soFar = { tried: 0, lost: 0 };
      const tick = () => {
        const time = formatDuration(performance.now() - started);
        const line = `… ${id} ${title} · ${formatResult(soFar.tried, unit, soFar.lost)} · of ${target} (${time})`;
        if (live) stream.write(`\r\x1b[2K${line.slice(0, stream.columns - 1)}`);
        else say(line);
      };
      const ticking = setInterval(tick, live ? 200 : 60_000);
      /** @type {CampaignResult | null} */
      let result = null;
      let error = '';
      try {
        result = await run((now) => (soFar = now));
      } catch (thrown) {
        error = inspect(thrown);
      }
      clearInterval(ticking);
      if (live) stream.write('\r\x1b[2K');
      const milliseconds = performance.now() - started;
      const held = result !== null && result.tried > 0 && result.lost.length === 0;
      /** @type {Row} */
      const row = { id, title, unit, file, milliseconds, held, result, error };
      row.error = stripVTControlCharacters(error).replaceAll(projectDir, '.');
      rows.push(row);
      printEnd(row);
      return row;
    },

    printTable() {
      const cells = rows.map(({ id, title, unit, milliseconds, result }) => [
        id,
        title,
        result ? `${result.tried.toLocaleString('en')} ${unit}` : 'ended early',
        result ? String(result.lost.length) : '?',
        formatDuration(milliseconds),
        result ? String(result.seed) : '',
      ]);
      const table = [['', 'What was tried', 'How many', 'Lost', 'Time', 'Seed'], ...cells];
      const widths = [0, 1, 2, 3, 4, 5].map((column) =>
        Math.max(...table.map((row) => (row[column] ?? '').length)),
      );
      say('');
      for (const row of table) {
        say(
          row
            .map((cell, column) => cell.padEnd(widths[column] ?? 0))
            .join('  ')
            .trimEnd(),
        );
      }
      say('');
      for (const { id, result } of rows) {
        const facts = Object.entries(result?.facts ?? {});
        const parts = facts.map(
          ([fact, value]) => `${fact} ${Math.round(value).toLocaleString('en')}`,
        );
        if (parts.length > 0) say(paint('dim', `${id}: ${parts.join(' · ')}`));
      }
    },
  };
}

/** @param {number} tried @param {string} unit @param {number} lost */
const formatResult = (tried, unit, lost) =>
  `${tried.toLocaleString('en')} ${unit}, ${lost === 0 ? 'nothing lost' : `${String(lost)} lost`}`;
