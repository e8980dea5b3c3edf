/**
 * Finds the files and folders of the project that a text names and that do not exist (any more):
 * used by an ESLint rule for comments, and by documents.test.mjs for the Markdown files.
 */
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

import { projectDir } from '../setup/project.mjs';

/** Made by commands, and not searched for files. */
const madeHere = [
  'coverage',
  'dist',
  'node_modules',
  'out',
  'playwright-report',
  'test-results',
  'tour-results',
];

/** Folders and files that exist on a user's computer or in a package, not in the project. */
const elsewhere = [
  ...madeHere,
  '.git',
  '@types',
  'authority.json', // in the profile of a test run
  'quarantine', // in a vault
  'records-damaged-1', // in a vault
  'resources', // in a packaged app
  'services.d', // in a user's configuration
];

/**
 * A name with one of the project's extensions, or one that ends in `/`; not one that goes on as an
 * address, an expression or a template.
 */
const reference =
  /(?<![\w@:/.*{}<>$~%-])(?:\.{1,2}\/)*((?:[\w@*.-]+\/)*(?:[\w@*.-]+\.(?:tsx?|mjs|md|css|html|yml)|[a-z\d*-]+\.json)\b(?![\w(])|(?:[\w@*.-]+\/)+(?![\w/*<{$]))/g;

/**
 * @param {string} text prose
 * @returns {{ name: string, index: number }[]} what it names and the project does not have; a `*`
 *   stands for anything, and the names `x.ts` and `NAME.ts` for any file
 */
export function staleReferences(text) {
  return [...text.matchAll(reference)]
    .map((match) => ({ name: match[1] ?? '', index: match.index }))
    .filter(({ name }) => !exists(name.replace(/\/$/, '')));
}

/** @param {string} name */
function exists(name) {
  if (elsewhere.some((entry) => name === entry || name.startsWith(`${entry}/`))) return true;
  if (/(?:^|\/)(?:x|NAME)\./.test(name)) return true;
  if (!name.includes('*')) return projectPaths().has(name);
  const pattern = new RegExp(`^${name.replace(/[.]/g, '\\.').replace(/\*+/g, '[^/]*')}$`);
  return [...projectPaths()].some((path) => pattern.test(path));
}

/** @type {Set<string> | undefined} */
let paths;

/** Every file and folder of the project by its path, with and without leading folders. */
function projectPaths() {
  paths ??= new Set(
    readdirSync(projectDir, { withFileTypes: true })
      .filter(({ name }) => name !== '.git' && !madeHere.includes(name))
      .flatMap((entry) => [entry.name, ...(entry.isDirectory() ? filesBelow(entry.name) : [])])
      .flatMap((path) => {
        const parts = path.split('/');
        return parts.map((_, index) => parts.slice(index).join('/'));
      }),
  );
  return paths;
}

/** @param {string} folder @returns {string[]} files and folders, relative to the project */
const filesBelow = (folder) =>
  readdirSync(join(projectDir, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
    [folder, ...path.split(sep)].join('/'),
  );

/** @type {import('eslint').Rule.RuleModule} */
export const fileReferences = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { stale: 'The comment names {{name}}, which does not exist.' },
  },
  create: (context) => ({
    Program() {
      const { sourceCode } = context;
      for (const comment of sourceCode.getAllComments()) {
        for (const { name, index } of staleReferences(comment.value)) {
          const start = sourceCode.getLocFromIndex((comment.range?.[0] ?? 0) + 2 + index);
          context.report({ loc: start, messageId: 'stale', data: { name } });
        }
      }
    },
  }),
};
