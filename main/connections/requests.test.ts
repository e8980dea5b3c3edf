import { expect, test } from 'vitest';

import { createTestClock } from '../test-world.js';
import { createComputer } from './computer.fixture.js';
import { createRequestHandlers } from './requests.js';
import { createRotatingService } from './rotating-service.fixture.js';

test('a connection that is no longer there cannot be renamed, and the window is told so', async () => {
  const clock = createTestClock(10_000_000);
  const computer = await createComputer({
    clock,
    random: () => 0.5,
    accounts: ['ada'],
    lifetime: 3_600,
  });
  await computer.start(createRotatingService({ clock, graceMs: 0, lifetime: 3_600 }));
  const handlers = createRequestHandlers(computer.lanyard());
  const rename = (connectionId: string) =>
    handlers['connections:rename']({ connectionId, label: 'Work' });

  expect(await rename('nobody')).toMatchObject({ ok: false, failure: { code: 'not_found' } });
  expect(await rename('ada')).toEqual({ ok: true, value: null });
  expect(computer.lanyard().book.get('ada')?.connection.ownLabel).toBe('Work');
  await computer.stop();
});
