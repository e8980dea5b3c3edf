/** Assembles the app's core as application.ts does, on a vault with any number of connections. */
import { app, session, safeStorage } from 'electron';

import type { Connection, ConnectionSecrets } from '../main/connections/connection.js';
import { createCore, type Core } from '../main/connections/core.js';
import { waitForKeyInLocalState } from '../main/electron/local-state.js';
import { createNetworkFetch } from '../main/electron/network.js';
import { createSafeStorageSealer } from '../main/electron/safe-storage.js';
import { systemClock } from '../main/electron/system-clock.js';
import type { VaultWrite, Vault } from '../main/ports/vault.js';
import type { EmitEvent } from '../main/ports/window.js';
import { adjuster } from '../main/services/adjustments/apply.js';
import { createCatalogue } from '../main/services/catalogue.js';
import { createVault } from '../main/storage/vault.js';
import { noAssertionFiles } from '../testing/assertions.js';
import { aConnection, aServer, regionAtRest, settingsAtRest } from '../testing/test-world.js';

/** Connections per commit while a vault is filled. */
const portion = 500;

export async function openVault(directory: string): Promise<Vault> {
  const vault = createVault({
    directory,
    sealer: createSafeStorageSealer(safeStorage, process.platform, () =>
      waitForKeyInLocalState(app.getPath('userData'), systemClock),
    ),
    now: () => systemClock.now(),
  });
  await vault.open();
  if (!vault.recordStore) throw new Error(`the vault did not open: ${vault.view.kind}`);
  return vault;
}

export const ourFetch = () => createNetworkFetch();

/** Electron's network on a separate session, without anything of the app around it. */
export function bareElectronFetch(): typeof globalThis.fetch {
  const bare = session.fromPartition('bare', { cache: false });
  return (input, init) => bare.fetch(input instanceof URL ? input.href : input, init);
}

export function lanyardOn(vault: Vault, emit: EmitEvent): Core {
  return createCore({
    vault,
    assertionFiles: noAssertionFiles,
    catalogue: createCatalogue([]),
    clock: systemClock,
    oauth: {
      fetch: ourFetch(),
      now: () => systemClock.now(),
      keySets: new Map(),
      proofNonces: new Map(),
    },
    adjuster,
    userAgent: { open: () => Promise.resolve(null) },
    userPresence: { confirm: () => Promise.resolve(true) },
    linkScheme: { isOurs: () => Promise.resolve(false) },
    peerUsers: { userOf: () => Promise.resolve('same_user') },
    systemState: {
      isOnline: () => true,
      onChange: () => undefined,
      watchForUnlock: () => () => undefined,
      idleSeconds: () => 0,
      reportsScreenLock: true,
      isScreenLocked: () => false,
    },
    settings: settingsAtRest,
    region: regionAtRest,
    window: { emit, isOpen: () => true },
    restart: () => undefined,
    random: Math.random,
    onUserReturn: () => undefined,
  });
}

/** @param index makes the connection unique; its secrets are as large as real ones */
export function connectionOf(
  index: number,
  { issuer, clientId, refreshToken }: { issuer: string; clientId: string; refreshToken: string },
  differently: Partial<Connection> = {},
): { readonly connection: Connection; readonly secrets: ConnectionSecrets } {
  const now = systemClock.now();
  const expiresAt = now + 3_600_000;
  const connection = aConnection({
    id: `connection-${String(index)}`,
    serviceName: `Service ${String(index % 40)}`,
    account: {
      issuer,
      subject: `subject-${String(index)}`,
      name: `Person ${String(index)}`,
      email: `person-${String(index)}@example.org`,
    },
    server: {
      ...aServer,
      issuer,
      tokenEndpoint: `${issuer}/token`,
      revocationEndpoint: null,
      introspectionEndpoint: null,
      userinfoEndpoint: null,
      jwksUri: `${issuer}/jwks`,
    },
    registration: { clientId, clientAuthentication: 'none', redirectUri: null },
    connectedAt: now,
    issuedAt: now,
    accessTokenExpiresAt: expiresAt,
    ...differently,
  });
  const secrets: ConnectionSecrets = {
    authentication: { kind: 'none' },
    proofKey: null,
    tokens: {
      accessToken: 'a'.repeat(1_200),
      tokenType: 'bearer',
      refreshToken,
      refreshTokenExpiresAt: null,
      idToken: null,
      scopesGranted: ['notes.read'],
      issuedAt: connection.issuedAt,
      expiresAt: connection.accessTokenExpiresAt,
      adjustments: [],
    },
  };
  return { connection, secrets };
}

export async function fill(
  vault: Vault,
  connections: readonly ReturnType<typeof connectionOf>[],
): Promise<void> {
  const changes = connections.flatMap(({ connection, secrets }): VaultWrite[] => [
    { kind: 'put_secrets', connectionId: connection.id, secrets },
    { kind: 'put_connection', connection },
  ]);
  for (let from = 0; from < changes.length; from += 2 * portion) {
    await vault.recordStore?.commit(changes.slice(from, from + 2 * portion));
  }
}
