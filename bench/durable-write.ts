/** Benchmark: a durable write of one connection among many, against one synced append of 4 KiB. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';

import { type Benchmark, type Figure, median, percentile, timed } from './measurement.js';
import { connectionOf, fill, openVault } from './world.js';

export const durableWrite: Benchmark = {
  id: 'durable-write',
  title: 'A durable write of one connection (R9)',
  async run({ directory, quick }, note) {
    const rounds = quick ? 200 : 1_000;
    const figures: Figure[] = [];
    const file = await open(join(directory, 'append'), 'a');
    const page = Buffer.alloc(4_096, 'x');
    for (const count of [20, 1_000, 10_000]) {
      const vault = await openVault(join(directory, `vault-${String(count)}`));
      const all = Array.from({ length: count }, (_, index) =>
        connectionOf(index, {
          issuer: 'https://server.example',
          clientId: 'lanyard',
          refreshToken: `refresh-${String(index)}`,
        }),
      );
      await fill(vault, all);
      const ours: number[] = [];
      const bare: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const one = all[(round * 7_919) % count];
        if (!one) continue;
        const { connection, secrets } = one;
        ours.push(
          await timed(async () => {
            await vault.recordStore?.commit([
              { kind: 'put_connection', connection },
              { kind: 'put_secrets', connectionId: connection.id, secrets },
            ]);
          }),
        );
        bare.push(
          await timed(async () => {
            await file.write(page);
            await file.datasync();
          }),
        );
        if (round % 50 === 0) note(`among ${String(count)}: ${String(round)} of ${String(rounds)}`);
      }
      await vault.close();
      const among = `among ${count.toLocaleString('en')}`;
      const figure = (
        what: string,
        value: (samples: readonly number[]) => number,
        atMost?: number,
      ) => ({
        what: `${among}, ${what}`,
        ours: value(ours),
        reference: { what: 'one synced append of 4 KiB', value: value(bare) },
        unit: 'ms' as const,
        budget: atMost === undefined ? null : { atMost },
      });
      figures.push(
        figure('median', median),
        figure('p99', (samples) => percentile(samples, 0.99), 10),
      );
    }
    await file.close();
    return figures;
  },
};
