/** Finds code in backticks that a document names and that does not exist (any more). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { projectDir } from '../setup/project.mjs';
import { staleReferences } from './file-references.mjs';

/** A document may name the words in these. */
const folders = [
  'ipc',
  'messages',
  'main',
  'preload',
  'renderer',
  'testing',
  'campaigns',
  'conformance',
  'e2e',
  'screens',
  'bench',
  'scripts',
];
const otherFiles = ['package.json', 'tsconfig.base.json', 'eslint.config.mjs', 'vitest.config.ts'];

/** Names of other programs, and of what was decided against. */
const elsewhere = new Set([
  '--', // ends the switches of any program
  '--password-store', // Chromium's
  '/dev/shm',
  '.desktop',
  '@see',
  'conf',
  'electron-store',
  'isEncryptionAvailable()', // Electron's, which we do not trust
  'write-file-atomic',
  'OmitCorsClientCert', // Chromium's
  'registerBufferProtocol', // Electron's, deprecated
]);

/**
 * @typedef {object} Vocabulary
 * @property {Set<string>} words
 * @property {Set<string>} scripts of package.json
 */

/** @returns {Vocabulary} */
export function createVocabulary() {
  const files = [
    ...folders.flatMap((folder) =>
      readdirSync(join(projectDir, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
        join(folder, path),
      ),
    ),
    ...otherFiles,
  ].filter(
    (path) =>
      // These tests name what does not exist.
      !/scripts.lint.(?:documents|rules|rooms)\.test\.mjs$/.test(path) &&
      /\.(?:tsx?|mjs|json|css|html)$/.test(path),
  );
  const words = new Set(
    files.flatMap((path) => [
      ...(path.match(word) ?? []),
      ...(readFileSync(join(projectDir, path), 'utf8').match(word) ?? []),
    ]),
  );
  /** @type {unknown} */
  const settings = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8'));
  const { scripts } = /** @type {{ scripts: Record<string, string> }} */ (settings);
  return { words, scripts: new Set(Object.keys(scripts)) };
}

const word = /[\w$]+(?:-[\w$]+)*/g;

/** Stand for a name to choose. */
const placeholders = /^(?:NAME|CODE|FILE|DIR|N|ID)$/;

/**
 * @param {string} markdown
 * @param {Vocabulary} vocabulary
 * @returns {string[]} the spans in backticks that name something that does not exist
 */
export function staleNames(markdown, { words, scripts }) {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '');
  const spans = [...prose.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
  return spans.filter((span) => {
    if (elsewhere.has(span)) return false;
    const script = /^(?:npm run|npm) (?:--silent )?([\w:-]+)/.exec(span)?.[1];
    if (script !== undefined) return !scripts.has(script);
    if (/^(?:node|npx) /.test(span)) return staleReferences(span).length > 0;
    // Also a file or folder without an extension, which is no reference in prose.
    if (/^[\w.*-]+(?:\/[\w.*-]+)+$/.test(span)) return staleReferences(`${span}/`).length > 0;
    if (!/^(?:--)?[\w$]+(?:[.-][\w$]+)*(?:\(.*\))?(?: [A-Z]+)?$/.test(span)) return false;
    const parts = span.replace(/\(.*\)$/, '').match(word) ?? [];
    return !parts.every((part) => words.has(part) || placeholders.test(part));
  });
}
