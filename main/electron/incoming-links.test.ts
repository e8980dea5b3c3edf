import { EventEmitter } from 'node:events';

import type { App } from 'electron';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { linkInArgv, onSecondInstance } from './incoming-links.js';

const link = 'app.lanyard.desktop:/callback/practice?code=1&state=2';

test('ignores two links at once (R14)', () => {
  expect(linkInArgv(['lanyard', link, link])).toBeNull();
});

test('a switch whose value is a link is not a link (R14)', () => {
  expect(linkInArgv(['lanyard', `--user-data-dir=${link}`])).toBeNull();
});

test('finds no link where there is none', () => {
  expect(linkInArgv([])).toBeNull();
  expect(linkInArgv(['lanyard', '/project', 'https://app.lanyard.desktop:/callback'])).toBeNull();
});

test('finds the link between any of Chromium’s own switches (R14)', () => {
  const others = fc.array(fc.string().filter((each) => !/^app\.lanyard\.desktop:/i.test(each)));
  fc.assert(
    fc.property(others, others, (before, after) => {
      expect(linkInArgv([...before, link, ...after])).toBe(link);
    }),
  );
});

test.each([
  ['a link', ['lanyard', '--', link], [link]],
  ['two links', ['lanyard', link, link], []],
])('does not come to the front when started again with %s (H1)', (_case, argv, links) => {
  expect(startAgain(argv)).toEqual({ links, starts: 0 });
});

test('comes to the front when the user starts it again', () => {
  expect(startAgain(['lanyard', '--allow-file-access-from-files'])).toMatchObject({
    links: [],
    starts: 1,
  });
});

function startAgain(argv: readonly string[]) {
  const app = new EventEmitter();
  const links: string[] = [];
  let starts = 0;
  onSecondInstance(app as unknown as App, {
    onLink: (link) => void links.push(link),
    onStart: () => (starts += 1),
  });
  app.emit('second-instance', {}, argv);
  return { links, starts };
}
