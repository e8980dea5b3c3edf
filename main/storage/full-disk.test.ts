/** A disk without any room left: a small tmpfs of its own, in a namespace of its own, where any user may mount one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  buildChildScript,
  childEnvironment,
  type ChildScript,
} from '../../testing/child-script.js';
import { newDirectory } from '../../testing/new-directory.js';

let child: ChildScript;
beforeAll(async () => {
  child = await buildChildScript(join(import.meta.dirname, '../../testing/full-disk.child.ts'));
});
afterAll(() => child.remove());

function onSmallDisk(disk: string): ChildProcess {
  const mounting = 'mount -t tmpfs -o size=320k small "$0" && exec "$@"';
  const inNamespace = ['--user', '--map-root-user', '--mount', 'bash', '-c', mounting, disk];
  return spawn('unshare', [...inNamespace, process.execPath, child.file, disk], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: childEnvironment(),
  });
}

test('on a full disk, at the start and later, connections stay listed, tokens stay usable, and the error is reported until there is room (R3)', async () => {
  const disk = join(dirname(await newDirectory()), 'disk');
  await mkdir(disk);
  const { stdout } = onSmallDisk(disk);
  const said = new Map<string, unknown>();
  if (stdout)
    for await (const line of createInterface(stdout)) {
      const [what, value] = JSON.parse(line) as [string, unknown];
      said.set(what, value);
    }
  const both = [
    ['complete', 'a'],
    ['complete', 'b'],
  ];
  expect(said.get('at start')).toMatchObject({ kind: 'unreadable', cause: 'disk_full' });
  expect(said.get('listed')).toEqual(both);
  expect(said.get('with room')).toBe('open');
  expect(said.get('listed with room')).toEqual(both);
  expect(said.get('commits while full')).toContain('full');
  expect(said.get('a token while full')).toBe('S3CR3T-access-first-b');
  expect(said.get('listed while full')).toEqual(both);
  expect(said.get('after it')).toBe('S3CR3T-after');
  expect(said.get('may be outdated')).toBe(false);
});
