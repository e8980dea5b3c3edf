/**
 * Reads a file of service definitions: `{ "services": [ … ] }`, JSON with comments. A wrong
 * definition is reported with its line and field, and the rest of the file is used all the same.
 */
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  parseTree,
  type ParseError,
  printParseErrorCode,
} from 'jsonc-parser';
import * as z from 'zod';

import type { DefinitionProblem } from '../../ipc/service-view.js';
import type { Service } from '../connections/service.js';
import { serviceDefinition, serviceFromDefinition } from './service-definition.js';

export interface Definitions {
  readonly services: readonly Service[];
  readonly problems: readonly DefinitionProblem[];
}

const container = z.strictObject({
  $schema: z.string().optional(),
  services: z.array(z.unknown()),
});

/** @param file name of the file, for the problems only. */
export function readDefinitions(file: string, text: string): Definitions {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const problem = (offset: number | null, field: string, words: string): DefinitionProblem => ({
    file,
    line: offset === null ? null : text.slice(0, offset).split('\n').length,
    field,
    problem: words,
  });

  const [syntaxError] = errors;
  if (syntaxError || !tree) {
    const words = syntaxError ? printParseErrorCode(syntaxError.error) : 'the file is empty';
    return {
      services: [],
      problems: [problem(syntaxError?.offset ?? null, '', `not JSON: ${words}`)],
    };
  }
  const contained = container.safeParse(getNodeValue(tree));
  if (!contained.success) {
    return { services: [], problems: issuesOf(contained.error, tree, [], problem) };
  }

  const services = new Map<string, Service>();
  const problems: DefinitionProblem[] = [];
  contained.data.services.forEach((each, index) => {
    const path = ['services', index];
    const parsed = serviceDefinition.safeParse(each);
    if (!parsed.success) {
      problems.push(...issuesOf(parsed.error, tree, path, problem));
    } else if (services.has(parsed.data.id)) {
      const offset = findNodeAtLocation(tree, [...path, 'id'])?.offset ?? null;
      problems.push(
        problem(offset, fieldName([...path, 'id']), 'is used by an earlier service of this file'),
      );
    } else {
      services.set(parsed.data.id, serviceFromDefinition(parsed.data, 'file'));
    }
  });
  return { services: [...services.values()], problems };
}

type Path = (string | number)[];

function issuesOf(
  error: z.ZodError,
  tree: Node,
  base: Path,
  problem: (offset: number | null, field: string, words: string) => DefinitionProblem,
): DefinitionProblem[] {
  return error.issues.flatMap((issue) => {
    const inner = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    const path = [...base, ...inner];
    // A field nobody knows is named itself, not the object it stands in.
    const paths =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    const words =
      issue.code === 'unrecognized_keys' ? 'is not a field of a service definition' : issue.message;
    return paths.map((each) => problem(nearest(tree, each).offset, fieldName(each), words));
  });
}

/** The node at the path, or the closest one around it when the field is missing. */
function nearest(tree: Node, path: Path): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return node;
  }
  return tree;
}

function fieldName(path: Path): string {
  return path.reduce<string>(
    (name, part) =>
      typeof part === 'number' ? `${name}[${part}]` : name ? `${name}.${part}` : part,
    '',
  );
}
