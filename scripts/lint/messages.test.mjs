/** The messages that nothing shows. One that does not exist is a compiler error. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { projectDir } from '../setup/project.mjs';

const english = readFileSync(join(projectDir, 'messages/en.json'), 'utf8');
const ids = [...english.matchAll(/^ {2}"([\w.]+)":/gm)].map(([, id = '']) => id);

const sources = ['main', 'renderer', 'messages'].flatMap((dir) =>
  readdirSync(join(projectDir, dir), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|html)$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => readFileSync(join(projectDir, dir, name), 'utf8')),
);

/**
 * @param {string} source
 * @returns {(id: string) => boolean} true if the source has the ID, whole or as a template with values
 */
function namedIn(source) {
  const whole = new Set(source.match(/(?<=['"`{])[a-z]\w*(\.\w+)+(?=['"`}])/g));
  const templates = [...source.matchAll(/`([a-z]\w*\.[^`\s]*\$\{[^`]*)`/g)].map(
    ([, template = '']) =>
      new RegExp(`^${template.replaceAll('.', '[.]').replaceAll(/\$\{.*?\}/g, '[a-zA-Z0-9_]+')}$`),
  );
  return (id) => whole.has(id) || templates.some((template) => template.test(id));
}

test('an ID is found whole, in a template and in a page, and not as a part of another', () => {
  const isNamed = namedIn("message('a.b'); message(`c.${kind}.text`); <h1>{d.e}</h1>; 'f.g.h'");
  expect(['a.b', 'c.one.text', 'd.e', 'f.g.h'].filter((id) => !isNamed(id))).toEqual([]);
  expect(['a.c', 'c.one', 'c.one.two.text', 'f.g', 'g.h'].filter(isNamed)).toEqual([]);
});

test('every message is shown somewhere', () => {
  const isNamed = namedIn(sources.join('\n'));
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.filter((id) => !isNamed(id))).toEqual([]);
});
