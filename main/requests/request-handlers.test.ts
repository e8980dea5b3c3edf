import { expect, test } from 'vitest';

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
  await computer.start(createRotatingService({ clock, graceMs: 0, lifetime: 3_600 }));
  return computer;
}

test('a connection that is no longer there cannot be renamed, and the window is told so', async () => {
  const computer = await computerWithAda();
  const handlers = createRequestHandlers(computer.core(), computer.ports);
  const rename = (connectionId: string) =>
    handlers['connections:rename']({ connectionId, label: 'Work' });

  expect(await rename('nobody')).toMatchObject({ ok: false, failure: { code: 'not_found' } });
  expect(await rename('ada')).toEqual({ ok: true, value: null });
  expect(computer.core().store.get('ada')?.connection.ownLabel).toBe('Work');
  await computer.stop();
});

test('the message for an administrator says what this connection asked for; of one that is gone nothing is copied', async () => {
  const computer = await computerWithAda();
  const copied: string[] = [];
  const handlers = createRequestHandlers(computer.core(), {
    ...computer.ports,
    clipboard: { write: (text) => void copied.push(text) },
  });
  const copyFor = (connectionId: string) =>
    handlers['connections:copy-admin-request']({ connectionId });

  expect(await copyFor('nobody')).toMatchObject({ ok: false, failure: { code: 'not_found' } });
  expect(copied).toEqual([]);
  expect(await copyFor('ada')).toEqual({ ok: true, value: null });
  expect(copied).toEqual([expect.stringContaining('- notes.read')]);
  expect(copied[0]).toContain('The client ID of Lanyard at Service is lanyard.');
  await computer.stop();
});
