/** The Markdown files: what they link to and which files they name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { projectDir } from '../setup/project.mjs';
import { staleReferences } from './file-references.mjs';

const documents = ['.', 'docs', 'docs/adr'].flatMap((dir) =>
  readdirSync(join(projectDir, dir))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(dir, name)),
);

/** @param {string} file relative to the project */
const read = (file) => readFileSync(join(projectDir, file), 'utf8');

/** @param {string} markdown @returns {string[]} the targets of its links, not those on the web */
const linksIn = (markdown) =>
  [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));

/** @param {string} markdown @returns {string[]} as GitHub names its headings in addresses */
const anchorsIn = (markdown) =>
  [...markdown.matchAll(/^#+ (.*)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );

/** @param {string} file @param {string} link */
function isBroken(file, link) {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : join(dirname(file), decodeURIComponent(path));
  if (!existsSync(join(projectDir, target))) return true;
  return anchor !== undefined && !anchorsIn(read(target)).includes(anchor);
}

describe.each(documents)('%s', (file) => {
  test('links only to what exists', () => {
    expect(linksIn(read(file)).filter((link) => isBroken(file, link))).toEqual([]);
  });

  test('names only files and folders that exist', () => {
    expect(staleReferences(read(file)).map(({ name }) => name)).toEqual([]);
  });
});

test('a link to a missing file or heading is found', () => {
  const links = linksIn(
    '[a](docs/missing.md) [b](README.md#missing) [c](#commands) [d](https://x.test/y)',
  );
  expect(links.filter((link) => isBroken('CONTRIBUTING.md', link))).toEqual([
    'docs/missing.md',
    'README.md#missing',
  ]);
});
