/** JSON text in which single members are replaced and the rest stays as it was written. */
import { applyEdits, modify } from 'jsonc-parser';

import { parseJsonObject } from '../text/json.js';

export function isObjectText(text: string): boolean {
  return parseJsonObject(text) !== null;
}

/**
 * The text of an object with these members. Everything else keeps its order and spelling, so that a
 * number too long for JavaScript is not rounded.
 */
export function withMembers(text: string, members: Readonly<Record<string, unknown>>): string {
  let edited = text;
  for (const [name, value] of Object.entries(members)) {
    edited = applyEdits(edited, modify(edited, [name], value, {}));
  }
  const before = parseJsonObject(text);
  const wanted = { ...before, ...members };
  // If a name occurs twice, the last one counts, but the first one was replaced.
  const isAsWanted = JSON.stringify(parseJsonObject(edited)) === JSON.stringify(wanted);
  const isNew = Object.keys(before ?? {}).length === 0;
  return `${isAsWanted && !isNew ? edited.trimEnd() : JSON.stringify(wanted, null, 2)}\n`;
}
