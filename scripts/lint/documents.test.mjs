/** The Markdown files: what they link to, and which files, commands and identifiers they name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { projectDir } from '../setup/project.mjs';
import { createVocabulary, staleNames } from './code-names.mjs';
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

/** The code that a document may name. */
const vocabulary = createVocabulary();

describe.each(documents)('%s', (file) => {
  test('links only to what exists', () => {
    expect(linksIn(read(file)).filter((link) => isBroken(file, link))).toEqual([]);
  });

  test('names only files and folders that exist', () => {
    expect(staleReferences(read(file)).map(({ name }) => name)).toEqual([]);
  });
});

/** @param {string} markdown of a decision @returns {string[]} what it begins with, and its headings */
const outlineOf = (markdown) =>
  [...markdown.matchAll(/^(?:(# \d+\. |Date: \d{4}-\d\d-\d\d$|Status: )|(## .*$))/gm)].map(
    ([part]) => part.replace(/\d.*/, '').trim(),
  );

const decisions = documents.filter((file) => /^docs\/adr\/\d/.test(file));
const outline = [
  '#',
  'Date:',
  'Status:',
  ...['## Context', '## Options', '## Decision', '## Consequences'],
];

test.each(decisions)('%s has a date, a status and the four parts, in order', (file) => {
  expect(outlineOf(read(file))).toEqual(outline);
});

test('a decision without a date or without options is found', () => {
  const text = '# 1. A\n\nStatus: accepted\n\n## Context\n\n## Decision\n\n## Consequences\n';
  expect(outlineOf(text)).toEqual(outline.filter((part) => !/Date|Options/.test(part)));
});

// The changelog also tells of what is gone.
test.each(documents.filter((file) => file !== 'CHANGELOG.md'))(
  '%s names only code and commands that exist',
  (file) => {
    expect(staleNames(read(file), vocabulary)).toEqual([]);
  },
);

test.each([
  ['`noSuchFunction`', 'noSuchFunction'],
  ['`noSuchFunction()` of `window`', 'noSuchFunction()'],
  ['`requests.noSuchRequest({ … })`', 'requests.noSuchRequest({ … })'],
  ['`npm run no-such-script`', 'npm run no-such-script'],
  ['`npm run unit:no -- --project server`', 'npm run unit:no -- --project server'],
  ['`node scripts/no-such-script.mjs NAME`', 'node scripts/no-such-script.mjs NAME'],
  ['`main/no-such-room`', 'main/no-such-room'],
  ['`--no-such-switch`', '--no-such-switch'],
  ['`no_such_code`', 'no_such_code'],
])('code that does not exist is found: %s', (markdown, name) => {
  expect(staleNames(markdown, vocabulary)).toEqual([name]);
});

test('placeholders, and what is in a block of code, are not looked up', () => {
  const text = '`failure.CODE.happened` `messages/NAME.json`\n```sh\n`noSuchFunction`\n```\n';
  expect(staleNames(text, vocabulary)).toEqual([]);
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
