/**
 * For S8: a vault as a version that does not exist yet might write it, within the same vault format. It
 * has kinds, codes, names and members in it that this version does not know.
 */
import { randomBytes } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';

import { UnknownValue } from '../main/connections/unknown-value.js';
import type { Vault } from '../main/ports/vault.js';
import { openDiskDatabase } from '../main/storage/disk/database.js';
import { deriveKeys } from '../main/storage/keys/data-key.js';
import { keyFileNames } from '../main/storage/keys/key-file-names.js';
import { readKeyFiles, writeKeyFile, type KeyFileBody } from '../main/storage/keys/key-file.js';
import { openByTyped, sealByTyped } from '../main/storage/keys/seals.js';
import { connectionSchema } from '../main/storage/records/connection-schemas.js';
import { createInventory, summaryRecord } from '../main/storage/records/inventory.js';
import { createRecordCipher } from '../main/storage/records/record-cipher.js';
import { recordKeys } from '../main/storage/records/record-keys.js';
import { attemptSchema } from '../main/storage/records/record-schemas.js';
import { createFolder, recordsIn } from '../main/storage/vault-folder.js';
import { newDirectory } from './new-directory.js';
import { fixturePassphrase } from './released-vault.js';
import { stored } from './stored-records.js';
import { onDisk } from './vault-on-disk.js';
import { attempt, connection, secrets, StandInSealer, start, vaultIn } from './vault.js';

type Members = Readonly<Record<string, unknown>>;

const more = { future: { since: 'a newer version', list: [1, 2] } };

const plain = stored(connectionSchema, connection('x')) as Members & {
  readonly account: Members;
  readonly server: Members;
  readonly registration: Members;
  readonly lifetime: Members;
};
const cause = {
  code: 'quota_exceeded',
  cause: 'HTTP 402',
  host: 'id.example',
  serverError: null,
  ...more,
};

/** The descriptions of its connections, by what is unknown in them. */
export const futureConnections: Readonly<Record<string, Members>> = {
  members: {
    account: { ...plain.account, ...more },
    server: { ...plain.server, ...more },
    registration: { ...plain.registration, ...more },
    lifetime: { ...plain.lifetime, ...more },
    standing: { kind: 'good', ...more },
    colour: 'teal',
  },
  code: { standing: { kind: 'needs_sign_in', cause } },
  standing: { standing: { kind: 'paused', until: start + 1, by: 'the user' } },
  progress: {
    standing: {
      kind: 'disconnecting',
      since: start,
      progress: { kind: 'handed_over', to: 'admin' },
    },
  },
  obstacle: {
    standing: {
      kind: 'disconnecting',
      since: start,
      progress: {
        kind: 'waiting',
        obstacle: 'quota',
        cause,
        since: start,
        nextAttemptAt: start + 1,
        passingFailures: 1,
        refusals: { count: 1, since: start, ...more },
      },
    },
  },
  grant: { grant: 'ciba' },
  'client-authentication': {
    registration: { ...plain.registration, clientAuthentication: 'spiffe_jwt' },
  },
  adjustment: {
    adjustments: [
      { name: 'comma_scopes', strictly: true },
      { name: 'scopes_in_header', header: 'X-Scopes' },
    ],
  },
  'grant-object': { grant: { kind: 'ciba', mode: 'poll' } },
  'progress-null': { standing: { kind: 'disconnecting', since: start, progress: null } },
  'server-list': { server: [plain.server, { ...plain.server, ...more }], ownLabel: { en: 'Work' } },
  'other-names': {
    lastRefreshedAt: { at: start, by: 'a program' },
    standing: { kind: 'needs_sign_in', cause: { ...cause, originalCode: ['E1'] } },
  },
  'token-type': {},
  authentication: {},
  'token-list': {},
};

/** The secrets of those in which they are what is unknown. */
const futureSecrets: Readonly<Record<string, Members>> = {
  members: { ...secrets('members'), tokens: { ...secrets('members').tokens, ...more }, ...more },
  'token-type': {
    ...secrets('token-type'),
    tokens: { ...secrets('token-type').tokens, tokenType: 'mtls' },
  },
  'token-list': { ...secrets('token-list'), tokens: [secrets('token-list').tokens], ...more },
  authentication: {
    ...secrets('authentication'),
    authentication: { kind: 'spiffe_jwt', svid: 'S3CR3T-svid' },
  },
};

/** A copy of the fixture, which an older revision of `writeFutureVault` wrote. */
export async function copiedFutureVault(): Promise<string> {
  const directory = await newDirectory();
  const fixture = join(import.meta.dirname, 'vaults', 'future', 'vault');
  await cp(fixture, directory, { recursive: true });
  return directory;
}

/** Not opened yet; `fixturePassphrase` unlocks it. */
export function futureVaultIn(directory: string): Vault {
  const sealer = new StandInSealer();
  sealer.state = 'missing';
  return vaultIn(directory, sealer);
}

export async function openedFutureVault(directory: string): Promise<Vault> {
  const vault = futureVaultIn(directory);
  await vault.open();
  const failure = await vault.unlock(fixturePassphrase);
  if (failure) throw new Error(`the vault does not open: ${failure.code}`);
  return vault;
}

/** Every record of a closed vault, decrypted and parsed, by key. */
export async function decryptedContentOf(directory: string): Promise<ReadonlyMap<string, unknown>> {
  const [file] = await readKeyFiles(directory);
  if (file?.kind !== 'valid') throw new Error('the key file does not read');
  const seal = file.body.seals.find((each) => each.kind === 'passphrase');
  if (seal?.kind !== 'passphrase') throw new Error('no passphrase seals it');
  const dataKey = await openByTyped(seal, fixturePassphrase);
  const cipher = createRecordCipher(deriveKeys(dataKey ?? Buffer.of()), () => Buffer.of());
  return onDisk(directory, async (level) => {
    const content = new Map<string, unknown>();
    for await (const [key, record] of level.iterator()) {
      if (key.startsWith('meta/')) continue;
      const text = (cipher.verify(key, record) ?? cipher.unseal(key, record))?.text;
      content.set(key, JSON.parse(text ?? 'null'));
    }
    return content;
  });
}

/**
 * A passphrase seals it, so that it opens on any computer.
 * @param proofKey of every connection; the fixture's can sign nothing
 */
export async function writeFutureVault(
  directory: string,
  proofKey = secrets('any').proofKey,
): Promise<void> {
  const dataKey = randomBytes(32);
  const seal = await sealByTyped('passphrase', fixturePassphrase, dataKey, start, randomBytes);
  await createFolder(directory, dataKey, seal, start, randomBytes);
  const keys = deriveKeys(dataKey);
  const body: KeyFileBody = {
    revision: 2,
    createdAt: start,
    keyFingerprint: keys.keyFingerprint,
    seals: [
      new UnknownValue({ kind: 'passkey', credential: 'Y3JlZA==', sealed: 'c2VhbGVk' }),
      { ...seal, ...more },
    ],
    ...more,
  };
  for (const name of keyFileNames) await writeKeyFile(directory, name, body);

  const cipher = createRecordCipher(keys, randomBytes);
  const writes = new Map<string, Uint8Array>();
  let sequence = 1;
  const seals = (key: string, value: unknown) =>
    writes.set(key, cipher.seal(key, ++sequence, JSON.stringify(value)));
  for (const [name, differently] of Object.entries(futureConnections)) {
    const version = ++sequence;
    const description = { ...plain, id: name, ...differently };
    const sealed = {
      connection: description,
      secrets: { ...(futureSecrets[name] ?? secrets(name)), proofKey },
    };
    const [signedKey, sealedKey] = [recordKeys.connection(name), recordKeys.secrets(name)];
    writes.set(signedKey, cipher.sign(signedKey, version, JSON.stringify(description)));
    writes.set(sealedKey, cipher.seal(sealedKey, version, JSON.stringify(sealed)));
    const activityKey = recordKeys.activity(name, start, ++sequence);
    const entry = { connectionId: name, at: start, kind: 'handed_over', failure: cause, ...more };
    writes.set(activityKey, cipher.sign(activityKey, sequence, JSON.stringify(entry)));
  }
  const storedAttempt = stored(attemptSchema, attempt('t')) as Members & {
    readonly terms: Members;
  };
  const terms = { ...storedAttempt.terms, adjustments: [{ name: 'scopes_in_header' }] };
  seals(recordKeys.attempt('t'), { ...storedAttempt, terms, ...more });
  seals(recordKeys.attempt('u'), { kind: 'wallet', id: 'u', request: 'S3CR3T-request' });
  seals(recordKeys.intent('code'), {
    connectionId: 'code',
    refreshTokenHash: 'hash',
    at: start,
    ...more,
  });
  seals(recordKeys.service('own'), { kind: 'federation', id: 'own', anchor: 'https://a.example' });
  const gone = { serviceId: 's', serviceName: 'S', label: 'Gone', accountPage: null, ...more };
  seals(recordKeys.ended('gone'), {
    ...{ ...gone, connectionId: 'gone', account: { name: null, email: null, ...more } },
    ...{ connectedAt: start, endedAt: start, ending: { kind: 'moved', to: 'a phone' } },
  });
  seals(recordKeys.outbox('obstacle'), {
    connectionId: 'obstacle',
    token: 'S3CR3T-kept',
    hint: 'device_secret',
    authentication: { kind: 'none', ...more },
  });

  writes.set(
    recordKeys.sequence,
    summaryRecord({ cipher }, sequence, createInventory().totalsAfter(writes), 0),
  );
  const database = await openDiskDatabase(recordsIn(directory), false);
  await database.write(writes);
  await database.close();
}
