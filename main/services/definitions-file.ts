/**
 * Parses a definition file: `{ "services": [ … ], "clients": [ … ] }`, JSON with comments, where
 * either may be missing. A wrong definition is reported with its line and field, and the rest of
 * the file is still used. No server that a file names is contacted.
 */
import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import * as z from 'zod';

import type { DefinitionProblem, DefinitionProblemReason } from '../../ipc/service-view.js';
import { because, reasonOf } from './definition-problem.js';
import { parseJsonWithLines, type Path, pathName } from './json-lines.js';
import {
  type ClientDefinition,
  clientDefinition,
  type ServiceDefinition,
  serviceDefinition,
} from './service-definition.js';
import type { DefinitionSource } from './service-from-definition.js';

/** A client and its place in a file, for problems that only show once all files are read. */
export interface PlacedClient {
  readonly client: ClientDefinition;
  problem(field: string, reason: DefinitionProblemReason): DefinitionProblem;
}

/** The content of one file, or what ships with the app. */
export interface Definitions {
  readonly source: DefinitionSource;
  readonly services: readonly ServiceDefinition[];
  readonly clients: readonly PlacedClient[];
  readonly problems: readonly DefinitionProblem[];
}

const mostEntries = 1_000;
const mostProblems = 100;

const entries = z.array(z.unknown()).max(mostEntries);
const container = z
  .strictObject({
    $schema: z.string().optional(),
    services: entries.optional(),
    clients: entries.optional(),
  })
  .refine(
    ({ services, clients }) => services !== undefined || clients !== undefined,
    because('no_entries'),
  );

/** @param file its name, for the problems only */
export function readDefinitions(file: string, text: string): Definitions {
  const parsed = parseJsonWithLines(text);
  if (parsed.kind === 'not_json') {
    return unreadableDefinitions(file, parsed.reason, parsed.line);
  }
  const { tree, lineOf } = parsed;
  const problem = (path: Path, reason: DefinitionProblemReason): DefinitionProblem => ({
    file,
    line: lineOf(path),
    field: pathName(path),
    reason,
  });
  const contained = container.safeParse(getNodeValue(tree));
  if (!contained.success) {
    return only(problemsOf(contained.error, [], problem, tree));
  }

  const services = new Map<string, ServiceDefinition>();
  const clients: PlacedClient[] = [];
  const problems: DefinitionProblem[] = [];
  contained.data.services?.forEach((each, index) => {
    const path = ['services', index];
    const read = serviceDefinition.safeParse(each);
    if (!read.success) problems.push(...problemsOf(read.error, path, problem, tree));
    else if (services.has(read.data.id)) {
      problems.push(problem([...path, 'id'], { code: 'duplicate_id' }));
    } else services.set(read.data.id, read.data);
  });
  contained.data.clients?.forEach((each, index) => {
    const path = ['clients', index];
    const read = clientDefinition.safeParse(each);
    if (!read.success) problems.push(...problemsOf(read.error, path, problem, tree));
    else {
      const at = (field: string, reason: DefinitionProblemReason) =>
        problem([...path, ...field.split('.')], reason);
      clients.push({ client: read.data, problem: at });
    }
  });
  return { source: 'file', services: [...services.values()], clients, problems: few(problems) };
}

export function unreadableDefinitions(
  file: string,
  reason: DefinitionProblemReason,
  line: number | null,
): Definitions {
  return only([{ file, line, field: '', reason }]);
}

function only(problems: readonly DefinitionProblem[]): Definitions {
  return { source: 'file', services: [], clients: [], problems: few(problems) };
}

function few(problems: readonly DefinitionProblem[]): readonly DefinitionProblem[] {
  const [first] = problems;
  const left = problems.length - mostProblems;
  if (first === undefined || left <= 0) return problems;
  const reason = { code: 'more_problems', values: { count: left } } as const;
  return [...problems.slice(0, mostProblems), { file: first.file, line: null, field: '', reason }];
}

function problemsOf(
  error: z.ZodError,
  base: Path,
  problem: (path: Path, reason: DefinitionProblemReason) => DefinitionProblem,
  tree: Node,
): DefinitionProblem[] {
  return error.issues.flatMap((issue) => {
    const inner = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    const path = [...base, ...inner];
    if (issue.code !== 'unrecognized_keys') {
      const isMissing = findNodeAtLocation(tree, path) === undefined;
      return [problem(path, isMissing ? { code: 'missing' } : reasonOf(issue))];
    }
    // Report the unknown field itself, not the object around it.
    return issue.keys.map((key) => problem([...path, key], { code: 'unknown_field' }));
  });
}
