/** In a process of its own, on a small disk: fills it, empties it, and says what became of a vault there. */
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { StorageError } from '../main/ports/storage-error.js';
import type { Vault } from '../main/ports/vault.js';
import { codesOf } from '../main/storage/disk/storage-error.js';
import { added, connection, recordStoreOf, openVault, secrets, writtenVault } from './vault.js';

const disk = process.argv[2] ?? '';
const directory = join(disk, 'vault');
const filling = join(disk, 'filling');

const say = (what: string, value: unknown) =>
  process.stdout.write(`${JSON.stringify([what, value])}\n`);
const listed = async (vault: Vault) =>
  (await vault.connections()).map((each) => [each.kind, each.connection.id]);

function fill(): void {
  try {
    for (;;) appendFileSync(filling, Buffer.alloc(4096));
  } catch (error) {
    if (!codesOf(error).includes('ENOSPC')) throw error;
  }
}
const makeRoom = () => rmSync(filling);

await writtenVault(directory, [...added('a'), ...added('b')]);
fill();
const vault = await openVault(directory);
say('at start', vault.view);
say('listed', await listed(vault));

makeRoom();
await vault.open();
say('with room', vault.view.kind);
say('listed with room', await listed(vault));

fill();
const outcomes = new Set<string>();
for (let n = 0; n < 40; n++) {
  const grown = connection('a', { ownLabel: 'x'.repeat(3000) });
  const commit = recordStoreOf(vault).commit([
    { kind: 'put_connection', connection: grown },
    { kind: 'put_secrets', connectionId: 'a', secrets: secrets('new') },
  ]);
  outcomes.add(
    await commit.then(
      () => 'kept',
      (error: unknown) => (error instanceof StorageError ? error.kind : 'other'),
    ),
  );
}
say('commits while full', [...outcomes]);
say('a token while full', (await recordStoreOf(vault).secrets('b')).tokens.accessToken);
say('listed while full', await listed(vault));

makeRoom();
await recordStoreOf(vault).commit([
  { kind: 'put_secrets', connectionId: 'b', secrets: secrets('after') },
]);
await vault.close();
const again = await openVault(directory);
say('after it', (await recordStoreOf(again).secrets('b')).tokens.refreshToken);
say(
  'may be outdated',
  ['a', 'b'].some((id) => recordStoreOf(again).mayBeOutdated(id)),
);
await again.close();
