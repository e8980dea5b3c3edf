import fc from 'fast-check';
import { EventEmitter } from 'node:events';

import type { App } from 'electron';
import { expect, test } from 'vitest';

import { linkInArguments, onStartedAgain } from './incoming-links.js';

const link = 'app.lanyard.desktop:/callback/practice?code=1&state=2';

test('R14 two links at once are nobody’s answer', () => {
  expect(linkInArguments(['lanyard', link, link])).toBeNull();
});

test('R14 a switch that only carries our scheme is not a link', () => {
  expect(linkInArguments(['lanyard', `--user-data-dir=${link}`])).toBeNull();
});

test('arguments without a link hold none', () => {
  expect(linkInArguments([])).toBeNull();
  expect(
    linkInArguments(['lanyard', '/project', 'https://app.lanyard.desktop:/callback']),
  ).toBeNull();
});

test('R14 the link is found wherever Chromium’s own switches push it', () => {
  const others = fc.array(fc.string().filter((each) => !/^app\.lanyard\.desktop:/i.test(each)));
  fc.assert(
    fc.property(others, others, (before, after) => {
      expect(linkInArguments([...before, link, ...after])).toBe(link);
    }),
  );
});

test.each([
  ['a link', ['lanyard', '--', link], [link]],
  ['two links', ['lanyard', link, link], []],
])('H1 started again with %s, it does not come forward by itself', (_what, argv, links) => {
  expect(startedAgain(argv)).toEqual({ links, byPerson: 0 });
});

test('started again by the person, it comes forward', () => {
  expect(startedAgain(['lanyard', '--allow-file-access-from-files'])).toMatchObject({
    links: [],
    byPerson: 1,
  });
});

function startedAgain(argv: readonly string[]) {
  const app = new EventEmitter();
  const links: string[] = [];
  let byPerson = 0;
  onStartedAgain(app as unknown as App, {
    byLink: (address) => void links.push(address),
    byPerson: () => (byPerson += 1),
  });
  app.emit('second-instance', {}, argv);
  return { links, byPerson };
}
