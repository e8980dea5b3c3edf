/** For S8: a vault as this version writes it, saved in testing/vaults/ for every later version to open. */
import type { VaultWrite } from '../main/ports/vault.js';
import {
  attempt,
  connection,
  recordStoreOf,
  customService,
  secrets,
  StandInSealer,
  start,
  vaultIn,
} from './vault.js';

/** For the fixtures alone: what they hold is made up. */
export const fixturePassphrase = 'made up for a fixture';

/** Each kind of record once; a passphrase seals it, so that it opens on any computer. */
export async function writeReleasedVault(directory: string): Promise<void> {
  const sealer = new StandInSealer();
  sealer.state = 'missing';
  const vault = vaultIn(directory, sealer);
  await vault.open();
  const failure = await vault.protectByPassphrase(fixturePassphrase);
  if (failure) throw new Error(failure.code);
  await recordStoreOf(vault).commit(changes);
  // So that there is a table file too, not a log alone.
  await vault.close();
  const again = vaultIn(directory, sealer);
  await again.open();
  await again.unlock(fixturePassphrase);
  await recordStoreOf(again).commit([
    { kind: 'put_secrets', connectionId: 'b', secrets: secrets('renewed-b') },
  ]);
  await again.close();
}

/** The expected content of the fixture. */
export async function readReleasedVault(directory: string): Promise<unknown> {
  const sealer = new StandInSealer();
  sealer.state = 'missing';
  const vault = vaultIn(directory, sealer);
  await vault.open();
  const failure = await vault.unlock(fixturePassphrase);
  if (failure) throw new Error(failure.code);
  const recordStore = recordStoreOf(vault);
  const content = {
    connections: await vault.connections(),
    secrets: [await recordStore.secrets('a'), await recordStore.secrets('b')],
    attempts: await recordStore.attempts(),
    intents: await recordStore.intents(),
    services: await recordStore.services(),
    activity: await recordStore.activity('a', 10),
    mayBeOutdated: recordStore.mayBeOutdated('a') || recordStore.mayBeOutdated('b'),
  };
  await vault.close();
  return content;
}

const changes: readonly VaultWrite[] = [
  { kind: 'put_connection', connection: connection('a', { ownLabel: 'Work' }) },
  { kind: 'put_secrets', connectionId: 'a', secrets: secrets('first-a') },
  { kind: 'put_connection', connection: connection('b') },
  { kind: 'put_secrets', connectionId: 'b', secrets: secrets('first-b') },
  {
    kind: 'add_activity',
    entry: { connectionId: 'a', at: start, kind: 'connected', failure: null },
  },
  { kind: 'put_attempt', attempt: attempt('t') },
  { kind: 'put_intent', intent: { connectionId: 'a', refreshTokenHash: 'hash', at: start } },
  customService,
];
