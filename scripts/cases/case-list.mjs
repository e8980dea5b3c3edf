/** Parses docs/cases.md. */

/**
 * Where a case can be shown: by the tests of `npm test`, or by the long runs that are started by hand,
 * `npm run campaigns` and `npm run bench`.
 * @typedef {'unit' | 'server' | 'in Electron' | 'end to end' | LongRun} Place
 * @typedef {'campaign' | 'bench'} LongRun
 */

/** @type {readonly LongRun[]} */
export const longRuns = ['campaign', 'bench'];

/** @type {readonly Place[]} */
export const places = ['unit', 'server', 'in Electron', 'end to end', ...longRuns];

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {string} family the heading of its table
 * @property {string} sentence
 * @property {readonly Place[]} shownBy empty if not shown yet
 * @property {string} stillToCome the reason why not yet, or the part that is missing; empty for nothing
 */

const row = /^\|\s*([DEFHLNORS]\d{1,2})\s*\|(.*)\|(.*)\|\s*$/;

/**
 * @param {string} markdown
 * @returns {Case[]}
 * @throws {Error} which names the wrong line
 */
export function readCaseList(markdown) {
  /** @type {Map<string, Case>} */
  const cases = new Map();
  let family = '';
  for (const line of markdown.split('\n')) {
    if (line.startsWith('## ')) family = line.slice(3).trim();
    const [, id, sentence = '', where = ''] = row.exec(line) ?? [];
    if (id === undefined) continue;
    if (cases.has(id)) throw new Error(`docs/cases.md lists ${id} twice.`);
    cases.set(id, { id, family, sentence: sentence.trim(), ...readWhere(id, where.trim()) });
  }
  return [...cases.values()];
}

/**
 * Parses the last column, such as `unit, end to end; not yet: campaign` or `not yet: campaign`.
 * @param {string} id @param {string} where
 */
function readWhere(id, where) {
  const [, shown = '', stillToCome = ''] = /^(.*?)(?:(?:^|;\s*)not yet: (.+))?$/.exec(where) ?? [];
  const shownBy = shown === '' ? [] : shown.split(', ').map((name) => placeCalled(id, name));
  if (shownBy.length === 0 && stillToCome === '') {
    throw new Error(`docs/cases.md does not say where ${id} is shown, or why not yet.`);
  }
  return { shownBy, stillToCome };
}

/** @param {string} id @param {string} name */
function placeCalled(id, name) {
  const place = places.find((each) => each === name);
  if (place !== undefined) return place;
  throw new Error(
    `docs/cases.md shows ${id} by "${name}"; known are ${places.join(', ')}, and "not yet: …".`,
  );
}
