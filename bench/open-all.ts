/** Benchmark: opening a vault, listing all connections and decrypting every secret, against reading and decrypting the same bytes. */
import { createDecipheriv, randomBytes } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';

import { ClassicLevel } from 'classic-level';

import { type Benchmark, median, timed } from './measurement.js';
import { connectionOf, fill, openVault } from './world.js';

const count = 10_000;

export const openAll: Benchmark = {
  id: 'open-all',
  title: `Open a vault of ${count.toLocaleString('en')} and decrypt it all (R9)`,
  async run({ directory, quick }, note) {
    const folder = join(directory, 'vault');
    const vault = await openVault(folder);
    const all = Array.from({ length: count }, (_, index) =>
      connectionOf(index, {
        issuer: 'https://server.example',
        clientId: 'lanyard',
        refreshToken: `refresh-${String(index)}`,
      }),
    );
    await fill(vault, all);
    await vault.close();

    const listed: number[] = [];
    const opened: number[] = [];
    const bare: number[] = [];
    const rounds = quick ? 1 : 5;
    for (let round = 0; round < rounds; round += 1) {
      note(`${String(round + 1)} of ${String(rounds)}`);
      const start = performance.now();
      const again = await openVault(folder);
      const connections = await again.connections();
      listed.push(performance.now() - start);
      for (const { connection } of connections) await again.recordStore?.secrets(connection.id);
      opened.push(performance.now() - start);
      await again.close();
      const copy = join(directory, `copy-${String(round)}`);
      await cp(join(folder, 'records'), copy, { recursive: true });
      bare.push(await timed(() => readBare(copy)));
    }
    const reference = {
      what: 'LevelDB read and AES-256-GCM over the same bytes',
      value: median(bare),
    };
    return [
      { what: 'listed', ours: median(listed), reference, unit: 'ms', budget: { atMost: 2_000 } },
      {
        what: 'listed and every secret opened',
        ours: median(opened),
        reference,
        unit: 'ms',
        budget: null,
      },
    ];
  },
};

async function readBare(folder: string): Promise<void> {
  const level = new ClassicLevel<string, Uint8Array>(folder, { valueEncoding: 'view' });
  const key = randomBytes(32);
  for await (const value of level.values()) {
    createDecipheriv('aes-256-gcm', key, value.subarray(0, 12)).update(value.subarray(12));
  }
  await level.close();
}
