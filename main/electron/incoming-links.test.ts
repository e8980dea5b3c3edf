import fc from 'fast-check';
import { EventEmitter } from 'node:events';

import type { App } from 'electron';
import { expect, test } from 'vitest';

import { linkInArgv, onSecondInstance } from './incoming-links.js';

const link = 'app.lanyard.desktop:/callback/practice?code=1&state=2';

test('R14 two links at once are nobody’s answer', () => {
  expect(linkInArgv(['lanyard', link, link])).toBeNull();
});

test('R14 a switch that only carries our scheme is not a link', () => {
  expect(linkInArgv(['lanyard', `--user-data-dir=${link}`])).toBeNull();
});

test('arguments without a link hold none', () => {
  expect(linkInArgv([])).toBeNull();
  expect(linkInArgv(['lanyard', '/project', 'https://app.lanyard.desktop:/callback'])).toBeNull();
});

test('R14 the link is found wherever Chromium’s own switches push it', () => {
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
])('H1 started again with %s, it does not come forward by itself', (_what, argv, links) => {
  expect(startedAgain(argv)).toEqual({ links, onStart: 0 });
});

test('started again by the person, it comes forward', () => {
  expect(startedAgain(['lanyard', '--allow-file-access-from-files'])).toMatchObject({
    links: [],
    onStart: 1,
  });
});

function startedAgain(argv: readonly string[]) {
  const app = new EventEmitter();
  const links: string[] = [];
  let onStart = 0;
  onSecondInstance(app as unknown as App, {
    onLink: (address) => void links.push(address),
    onStart: () => (onStart += 1),
  });
  app.emit('second-instance', {}, argv);
  return { links, onStart };
}
