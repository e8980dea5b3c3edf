import { expect, test } from 'vitest';

import { readCallback } from '../oauth/callback.js';
import { CallbackInbox } from './callback-inbox.js';

const callback = (state: string) =>
  `app.lanyard.desktop:/callback/service?code=code-1&state=${state}`;

function start() {
  const delivered: string[] = [];
  const inbox = new CallbackInbox((address) => {
    delivered.push(address);
    return Promise.resolve();
  });
  return { delivered, inbox };
}

test('links that are no callback are not kept until the sign-ins are resumed (R13)', async () => {
  const { delivered, inbox } = start();
  inbox.receive('app.lanyard.desktop:/elsewhere');
  inbox.receive('not an address');
  await inbox.open();
  expect(delivered).toEqual([]);
});

test('a flood of links keeps the newest, so that it neither fills the memory nor evicts the answer (R13)', async () => {
  const { delivered, inbox } = start();
  inbox.receive(callback('evicted'));
  inbox.receive(callback('waited-for'));
  for (let index = 0; index < 499; index += 1) inbox.receive(callback(`flood-${index}`));
  await inbox.open();
  expect(delivered).toHaveLength(500);
  expect(delivered[0]).toBe(callback('waited-for'));
});

test('a flood of unusable answers evicts no usable one, and long ones are cut (R13)', async () => {
  const { delivered, inbox } = start();
  inbox.receive(callback('waited-for'));
  const long = callback('x'.repeat(100_000));
  for (let index = 0; index < 700; index += 1) {
    inbox.receive(index % 2 === 0 ? long : callback(`%zz${String(index)}`));
  }
  await inbox.open();
  expect(delivered[0]).toBe(callback('waited-for'));
  expect(delivered).toHaveLength(21);
  expect(Math.max(...delivered.map(({ length }) => length))).toBe(8 * 1024 + 1);
});

test.each([
  ['too long to read', callback('x'.repeat(10_000)), 'too_long'],
  ['ill-encoded', callback('%zz'), 'malformed'],
  ['with a token in it', `${callback('s')}&access_token=x`, 'malformed'],
])('an answer %s that came early is delivered, after the usable ones', async (_, answer, kind) => {
  const { delivered, inbox } = start();
  inbox.receive(answer);
  inbox.receive(callback('usable'));
  await inbox.open();
  expect(delivered.map((each) => readCallback(each).kind)).toEqual(['response', kind]);
});

test('callbacks that came early are delivered in order, later ones as they come', async () => {
  const { delivered, inbox } = start();
  inbox.receive(callback('first'));
  inbox.receive(callback('second'));
  expect(delivered).toEqual([]);
  await inbox.open();
  inbox.receive(callback('third'));
  expect(delivered).toEqual(['first', 'second', 'third'].map(callback));
});
