/** What a process that dies, or runs out of room, in the middle of its work leaves behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newDirectory } from './new-directory.fixture.js';
import { ledgerOf, openVault, writtenVault } from './vault.fixture.js';

const room = import.meta.dirname;
const project = join(room, '..', '..');
let bundles: string;

/** Commits pairs of renewals without end; prints the number of each commit that was acknowledged, or why not. */
const script = `
  import { connection, ledgerOf, openVault, secrets } from './vault.fixture.js';
  const vault = await openVault(process.argv[2]);
  const ledger = ledgerOf(vault);
  const padding = 'x'.repeat(3000);
  for (let n = 1; n <= Number(process.argv[3]); n++) {
    try {
      await ledger.commit(['a', 'b'].flatMap((id) => [
        { kind: 'put_connection', connection: connection(id, { ownLabel: String(n) + padding }) },
        { kind: 'put_secrets', connectionId: id, secrets: secrets(String(n)) },
        { kind: 'add_activity', entry: { connectionId: id, at: n, kind: 'refreshed', failure: null } },
      ]));
      console.log('kept ' + n);
    } catch (error) {
      console.log(error.kind + ' ' + n);
    }
  }
  await vault.close();
`;

beforeAll(async () => {
  // Beside node_modules, where the built script finds classic-level.
  bundles = await mkdtemp(join(project, 'node_modules', '.cache-crash-test-'));
  await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(room, 'vault.fixture.ts'),
      outDir: bundles,
      rolldownOptions: { output: { entryFileNames: 'vault.fixture.js' } },
    },
  });
  await writeFile(join(bundles, 'package.json'), '{"type":"module"}');
  await writeFile(join(bundles, 'child.js'), script);
});
afterAll(() => rm(bundles, { recursive: true }));

/** @param maximumFileSize in KiB: a disk that is full at a known place, for any user */
function start(directory: string, commits: number, maximumFileSize = 'unlimited'): ChildProcess {
  const limited = `ulimit -f ${maximumFileSize}; exec "$0" "$@"`;
  const node = [process.execPath, join(bundles, 'child.js'), directory, String(commits)];
  return spawn('bash', ['-c', limited, ...node], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function* linesOf(child: ChildProcess): AsyncIterable<string> {
  if (child.stdout) yield* createInterface(child.stdout);
}

/** The number of the commit that everything on disk agrees on. */
async function numberOnDisk(directory: string): Promise<number> {
  const vault = await openVault(directory);
  try {
    const listed = await vault.connections();
    const numbers = new Set(listed.map(({ connection }) => parseInt(connection.ownLabel ?? '0')));
    for (const id of listed.map(({ connection }) => connection.id)) {
      const { tokens } = await ledgerOf(vault).secrets(id);
      numbers.add(parseInt(tokens.refreshToken?.replace('S3CR3T-', '') ?? ''));
      const [newest] = await ledgerOf(vault).activity(id, 1);
      numbers.add(newest?.at ?? 0);
    }
    expect([...numbers]).toHaveLength(1);
    expect(listed.map(({ kind }) => kind)).toEqual(['whole', 'whole']);
    return [...numbers][0] ?? 0;
  } finally {
    await vault.close();
  }
}

test('R1: killed while it writes, what was acknowledged is there and a commit is whole or absent', async () => {
  const directory = await newDirectory();
  await writtenVault(directory, []);
  let total = 0;
  for (let kills = 1; kills <= 8; kills++) {
    const child = start(directory, 100_000);
    let acknowledged = 0;
    for await (const line of linesOf(child)) {
      acknowledged = Number(line.split(' ')[1]);
      if (acknowledged === kills * 7) child.kill('SIGKILL');
    }
    const onDisk = await numberOnDisk(directory);
    expect(onDisk - acknowledged).toBeGreaterThanOrEqual(0);
    expect(onDisk - acknowledged).toBeLessThanOrEqual(1);
    total += acknowledged;
  }
  expect(total).toBeGreaterThan(8);
}, 60_000);

test('R3: no room in the middle of a record: it is said, the next commit is taken, and none that was acknowledged is lost', async () => {
  const directory = await newDirectory();
  await writtenVault(directory, []);
  const child = start(directory, 40, '100');
  const exited = once(child, 'exit');
  const outcomes: string[] = [];
  for await (const line of linesOf(child)) outcomes.push(line);
  expect(await exited).toEqual([0, null]);

  expect(outcomes).toHaveLength(40);
  const refused = outcomes.findIndex((line) => line.startsWith('full'));
  expect(refused).toBeGreaterThan(0);
  expect(outcomes[refused + 1]).toMatch(/^kept/);
  const kept = outcomes.filter((line) => line.startsWith('kept'));
  expect(kept.length + outcomes.filter((line) => line.startsWith('full')).length).toBe(40);
  expect(await numberOnDisk(directory)).toBe(Number(kept.at(-1)?.split(' ')[1]));
}, 60_000);

test.each([1, 2])(
  'R1: killed at change %i beside its place while a vault is made, there is a whole one or none',
  async (change) => {
    const directory = await newDirectory();
    const child = start(directory, 1);
    const exited = once(child, 'exit');
    let changes = 0;
    const watcher = watch(dirname(directory), () => {
      if (++changes === change) child.kill('SIGKILL');
    });
    await exited;
    watcher.close();
    expect(changes).toBeGreaterThanOrEqual(change);
    const vault = await openVault(directory);
    expect(vault.view.kind).toBe('open');
    await vault.close();
  },
);
