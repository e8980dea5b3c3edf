import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newFolder } from '../../testing/new-directory.js';
import { avoidUnusableSharedMemory } from './shared-memory.js';

function switchesFor(folder: string, platform: NodeJS.Platform = 'linux'): string[] {
  const switches: string[] = [];
  const commandLine = { appendSwitch: (name: string) => void switches.push(name) };
  avoidUnusableSharedMemory({ commandLine } as never, platform, folder);
  return switches;
}

test('where the folder for shared memory is missing or full, the temporary one is used (D2)', async () => {
  const folder = await newFolder();
  expect(switchesFor(join(folder, 'missing'))).toEqual(['disable-dev-shm-usage']);
  expect(switchesFor('/proc')).toEqual(['disable-dev-shm-usage']);
  expect(switchesFor(folder)).toEqual([]);
  expect(switchesFor(join(folder, 'missing'), 'darwin')).toEqual([]);
});
