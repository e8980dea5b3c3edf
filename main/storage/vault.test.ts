import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createVault } from './vault.js';
test('smoke', async () => {
  const dir = join(await mkdtemp(join(tmpdir(), 'v-')), 'vault');
  const sealer = {
    probe: () => Promise.resolve({ kind: 'protects' as const, backend: 'x' }),
    seal: (key: Uint8Array) => Promise.resolve(Buffer.from(key)),
    open: (key: Uint8Array) =>
      Promise.resolve({ kind: 'opened' as const, key, shouldSealAgain: false }),
  };
  const vault = createVault({ directory: dir, sealer, now: () => 1 });
  await vault.open();
  console.log(vault.view, await readdir(dir));
  await vault.ledger!.commit([
    { kind: 'put_intent', intent: { connectionId: 'a', refreshTokenHash: 'x', at: 1 } },
  ]);
  console.log(await vault.ledger!.intents());
  const two = createVault({ directory: dir, sealer, now: () => 1 });
  await two.open();
  console.log(two.view);
  await vault.close();
  await two.open();
  console.log(two.view, await two.ledger?.intents());
  expect(1).toBe(1);
});
