import { expect, test } from 'vitest';

import type { EventName } from '../../ipc/contract.js';
import { createTestClock } from '../../testing/test-world.js';
import { createComputer } from '../../testing/computer.js';
import { createRequestHandlers } from './request-handlers.js';
import { createRotatingService } from '../../testing/rotating-service.js';

async function computerWithAda() {
  const clock = createTestClock(10_000_000);
  const computer = await createComputer({
    clock,
    random: () => 0.5,
    accounts: ['ada'],
    lifetime: 3_600,
  });
  const service = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });
  await computer.start(service);
  return { computer, service };
}

const accepted = { ok: true, value: null };
const notFound = { ok: false, failure: expect.objectContaining({ code: 'not_found' }) as unknown };

test('a connection that is gone cannot be renamed, and the reply says so', async () => {
  const { computer } = await computerWithAda();
  const { renameConnection } = createRequestHandlers(computer.core());

  expect(await renameConnection({ connectionId: 'nobody', label: 'Work' })).toEqual(notFound);
  expect(await renameConnection({ connectionId: 'ada', label: 'Work' })).toEqual(accepted);
  expect(computer.core().store.get('ada')?.connection.ownLabel).toBe('Work');
  await computer.stop();
});

test('the message for an administrator lists the scopes this connection requested; for one that is gone nothing is copied', async () => {
  const { computer } = await computerWithAda();
  const copied: string[] = [];
  const { copyConnectionAdminRequest } = createRequestHandlers({
    ...computer.core(),
    clipboard: { write: (text) => void copied.push(text) },
  });

  expect(await copyConnectionAdminRequest({ connectionId: 'nobody' })).toEqual(notFound);
  expect(copied).toEqual([]);
  expect(await copyConnectionAdminRequest({ connectionId: 'ada' })).toEqual(accepted);
  expect(copied).toEqual([expect.stringContaining('- notes.read')]);
  expect(copied[0]).toContain('The client ID of Lanyard at Service is lanyard.');
  await computer.stop();
});

test('a refresh is accepted at once; how it ended comes as an event', async () => {
  const { computer } = await computerWithAda();
  const events: [EventName, unknown][] = [];
  let notify: () => void = () => undefined;
  const finished = () => new Promise<void>((resolve) => (notify = resolve));
  const { refreshConnection } = createRequestHandlers({
    ...computer.core(),
    tell: (event, payload) => {
      events.push([event, payload]);
      notify();
    },
  });

  expect(await refreshConnection({ connectionId: 'nobody' })).toEqual(notFound);
  const first = finished();
  expect(refreshConnection({ connectionId: 'ada' })).toEqual(accepted);
  expect(events).toEqual([]);
  await first;
  expect(events).toEqual([['refreshFinished', { connectionId: 'ada', failure: null }]]);
  await computer.stop();
});
