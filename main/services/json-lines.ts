/** JSON with comments, and the line of each of its parts. */
import {
  findNodeAtLocation,
  type Node,
  parseTree,
  type ParseError,
  printParseErrorCode,
} from 'jsonc-parser';

import type { DefinitionProblemReason } from '../../ipc/service-view.js';
import { markUnseen } from '../text/outside-text.js';

export type Path = readonly (string | number)[];

export type JsonWithLines =
  | {
      readonly kind: 'not_json';
      readonly reason: DefinitionProblemReason;
      readonly line: number | null;
    }
  | {
      readonly kind: 'json';
      readonly tree: Node;
      /** Line (from 1) of the value at the path, or of the closest one around it when it is missing. */
      readonly lineOf: (path: Path) => number;
    };

export function parseJsonWithLines(text: string): JsonWithLines {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const [error] = errors;
  if (error) {
    const values = { reason: printParseErrorCode(error.error) };
    return { kind: 'not_json', reason: { code: 'not_json', values }, line: lineAt(error.offset) };
  }
  if (!tree) return { kind: 'not_json', reason: { code: 'empty_file' }, line: null };
  return { kind: 'json', tree, lineOf: (path) => lineAt(nearest(tree, path).offset) };
}

/** In the usual notation, e.g. `services[2].issuer`. Names that a file made up are cut, and show no hidden text. */
export function pathName(path: Path): string {
  return path.reduce<string>(
    (name, part) =>
      typeof part === 'number'
        ? `${name}[${part}]`
        : name
          ? `${name}.${shortName(part)}`
          : shortName(part),
    '',
  );
}

const longestName = 39;

function shortName(name: string): string {
  return markUnseen(name, longestName);
}

function nearest(tree: Node, path: Path): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return node;
  }
  return tree;
}
