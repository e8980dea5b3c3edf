import { symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import type { App } from 'electron';
import { expect, onTestFinished, test } from 'vitest';

import { newFolder } from '../../testing/new-directory.js';
import { checkStart } from './start-problem.js';

test('a refused lock is another copy if it answers, also where no socket can be made here (D2)', async () => {
  const userData = await newFolder();
  const socket = join(userData, 'socket');
  const server = createServer().listen(socket);
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  await symlink(socket, join(userData, 'SingletonSocket'));

  const startIn = (temporary: string) => {
    const app: Partial<Record<keyof App, unknown>> = {
      name: 'Lanyard',
      commandLine: { getSwitchValue: () => userData, hasSwitch: () => false },
      getPath: (name: string) => (name === 'temp' ? temporary : userData),
      requestSingleInstanceLock: () => false,
    };
    return checkStart(app as unknown as App, 'linux', { HOME: '/home/ada', DISPLAY: ':0' });
  };
  const another = { kind: 'another_copy_runs' };
  expect(await startIn('/tmp')).toEqual(another);
  expect(await startIn(`/${'x'.repeat(100)}`)).toEqual(another);
});
