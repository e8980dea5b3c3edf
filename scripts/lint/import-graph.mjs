/** Which file imports which, read by TypeScript's own scanner; types and `import()` count too. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

import ts from 'typescript';

/** @typedef {Map<string, string[]>} ImportGraph file → files that it imports */

/**
 * @param {string} dir
 * @param {readonly string[]} folders in dir
 * @returns {ImportGraph} with paths relative to dir
 */
export function readImports(dir, folders) {
  const files = folders
    .filter((folder) => existsSync(join(dir, folder)))
    .flatMap((folder) =>
      readdirSync(join(dir, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
        [folder, ...path.split(sep)].join('/'),
      ),
    )
    .filter((path) => /\.(tsx?|mjs)$/.test(path) && !path.includes('node_modules/'));
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(
        readFileSync(join(dir, file), 'utf8'),
        true,
        true,
      );
      const targets = importedFiles
        .filter(({ fileName }) => fileName.startsWith('.'))
        .map(({ fileName }) => posix.join(posix.dirname(file), fileName))
        .map((path) => [path, path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')])
        .flatMap((candidates) => candidates.filter((path) => known.has(path)));
      return [file, [...new Set(targets)]];
    }),
  );
}

/**
 * @param {ImportGraph} graph
 * @returns {string[][]} every circle found, as the way round it: a, b, a
 */
export function findCircles(graph) {
  /** @type {string[][]} */
  const circles = [];
  const done = new Set();
  /** @type {string[]} */
  const path = [];
  /** @param {string} file */
  const visit = (file) => {
    const start = path.indexOf(file);
    if (start >= 0) circles.push([...path.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    path.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return circles;
}
