/** For tests of the storage room: a stand-in for the password store, and records to store. */
import type {
  Connection,
  ConnectionSecrets,
  PendingAttempt,
} from '../main/connections/connection.js';
import { nothingKnown } from '../main/connections/service.js';
import type { KeySealer } from '../main/ports/key-sealer.js';
import type { VaultWrite, RecordStore, Vault } from '../main/ports/vault.js';
import { createVault } from '../main/storage/vault.js';

export const start = Date.UTC(2026, 0, 5, 9, 0, 0);

/** A stand-in for the computer's password store. It does not encrypt; a number is its key. */
export class StandInSealer implements KeySealer {
  backend = 'gnome_libsecret';
  key = 1;
  state: 'works' | 'missing' | 'busy' | 'silent' = 'works';
  wantsSealAgain = false;
  mayPromptUser = true;
  isAlwaysPresent = false;
  answersOncePerStart = false;
  readonly requests = { probe: 0, seal: 0, open: 0 };
  readonly #waiting: (() => void)[] = [];

  /** The answers that were held back are given now. */
  answer(): void {
    this.state = 'works';
    this.#waiting.splice(0).forEach((go) => go());
  }

  async probe() {
    this.requests.probe++;
    if (this.state === 'silent') await new Promise<void>((go) => this.#waiting.push(go));
    const { backend } = this;
    if (this.state !== 'missing') return { kind: 'protects', backend } as const;
    return { kind: 'does_not_protect', backend: 'basic_text', reason: 'stand-in' } as const;
  }

  seal(key: Uint8Array) {
    this.requests.seal++;
    const sealed = Buffer.concat([Buffer.from(`v11${this.key}`), key.map(mask)]);
    return Promise.resolve({ sealed, keyOnDisk: null });
  }

  open(sealed: Uint8Array) {
    this.requests.open++;
    if (this.state === 'busy') return Promise.resolve({ kind: 'unavailable', reason: '' } as const);
    const prefix = Buffer.from(sealed.subarray(0, 4)).toString();
    if (prefix !== `v11${this.key}`) {
      return Promise.resolve({ kind: 'refused', reason: 'not its own' } as const);
    }
    const key = sealed.slice(4).map(mask);
    return Promise.resolve({ kind: 'opened', key, shouldSealAgain: this.wantsSealAgain } as const);
  }
}
const mask = (byte: number) => byte ^ 0x5a;

/** @param stateDirectory where this computer keeps its mark of the vault; left out: nowhere */
export function vaultIn(
  directory: string,
  sealer: KeySealer = new StandInSealer(),
  stateDirectory?: string,
): Vault {
  return createVault({
    directory,
    sealer,
    now: () => start,
    ...(stateDirectory !== undefined && { stateDirectory }),
  });
}

export async function openVault(
  directory: string,
  sealer?: KeySealer,
  stateDirectory?: string,
): Promise<Vault> {
  const vault = vaultIn(directory, sealer, stateDirectory);
  await vault.open();
  return vault;
}

/** The record store of a vault that has to be open. */
export function recordStoreOf(vault: Vault): RecordStore {
  if (!vault.recordStore) throw new Error(`the vault is ${JSON.stringify(vault.view)}`);
  return vault.recordStore;
}

/** Makes a vault with these changes in it and closes it again. */
export async function writtenVault(
  directory: string,
  changes: readonly VaultWrite[],
): Promise<void> {
  const vault = await openVault(directory);
  await recordStoreOf(vault).commit(changes);
  await vault.close();
}

export function connection(id: string, over: Partial<Connection> = {}): Connection {
  return {
    id,
    serviceId: 'practice',
    serviceName: 'Practice service',
    ownLabel: null,
    account: { issuer: 'https://id.example', subject: `sub-${id}`, name: 'Ada', email: null },
    server: {
      issuer: 'https://id.example',
      authorizationEndpoint: 'https://id.example/authorize',
      tokenEndpoint: 'https://id.example/token',
      revocationEndpoint: null,
      introspectionEndpoint: null,
      userinfoEndpoint: null,
      jwksUri: null,
      pushedAuthorizationRequestEndpoint: null,
      requiresPushedAuthorizationRequests: false,
      deviceAuthorizationEndpoint: null,
      registrationEndpoint: null,
      endSessionEndpoint: null,
      sendsIssuer: true,
      scopesSupported: ['openid', 'files'],
      codeChallengeMethodsSupported: ['S256'],
      promptValuesSupported: null,
      idTokenSigningAlgorithms: null,
      clientAuthenticationMethods: null,
      clientAuthenticationAlgorithms: null,
      dpopSigningAlgorithms: null,
      grantTypesSupported: null,
      clientMetadataSupported: false,
      isOpenIdProvider: true,
    },
    registration: {
      clientId: 'client',
      clientAuthentication: 'none',
      redirectUri: 'app.lanyard.desktop:/callback/practice',
    },
    grant: 'authorization_code',
    resource: null,
    adjustments: [{ name: 'comma_scopes' }],
    lifetime: nothingKnown.lifetime,
    endsSiblings: null,
    accountPage: null,
    scopesRequested: ['openid', 'files'],
    scopesGranted: ['openid', 'files'],
    hasIdTokenClaims: true,
    connectedAt: start,
    lastRefreshedAt: null,
    issuedAt: start,
    accessTokenExpiresAt: start + 3_600_000,
    hasRefreshToken: true,
    refreshTokenExpiresAt: null,
    standing: { kind: 'active' },
    refusals: null,
    ...over,
  };
}

export function secrets(refreshToken: string): ConnectionSecrets {
  return {
    tokens: {
      accessToken: `S3CR3T-access-${refreshToken}`,
      tokenType: 'bearer',
      refreshToken: `S3CR3T-${refreshToken}`,
      refreshTokenExpiresAt: null,
      idToken: null,
      scopesGranted: ['openid', 'files'],
      issuedAt: start,
      expiresAt: start + 3_600_000,
      adjustments: [],
    },
    authentication: { kind: 'client_secret_basic', clientSecret: 'S3CR3T-client' },
    proofKey: { kty: 'EC', alg: 'ES256', crv: 'P-256', x: 'x', y: 'y', d: 'S3CR3T-key' },
    idTokenClaims: { sub: 'sub-a', amr: ['pwd'] },
  };
}

/** A service the person has set up themselves, with a client secret. */
export const customService: VaultWrite = {
  kind: 'put_service',
  service: {
    kind: 'address',
    id: 'own',
    name: 'Own',
    serverAddress: 'https://id.example',
    clientId: 'c',
    clientSecret: 'S3CR3T-own',
    scopes: null,
    signInMethod: 'automatic',
    resource: null,
    apiAddress: null,
    hasMetadata: true,
    usesClientMetadata: false,
    registered: null,
  },
};

export function attempt(id: string): PendingAttempt {
  const { serviceId, serviceName, server, resource, lifetime } = connection('x');
  return {
    kind: 'browser',
    id,
    connectionId: null,
    parameters: {
      serviceId,
      serviceName,
      server,
      client: { clientId: 'client', authentication: { kind: 'none' } },
      proofKey: null,
      scopesRequested: ['openid'],
      resource,
      adjustments: [{ name: 'comma_scopes' }],
      lifetime,
      endsSiblings: null,
      accountPage: null,
    },
    redirectMethod: 'app_link',
    redirectUri: 'app.lanyard.desktop:/callback/practice',
    authorizationOptions: { prompt: 'consent', loginHint: null, extraParameters: {} },
    authorizationUrl: 'https://id.example/authorize?state=S3CR3T-state',
    usableOnceUntil: null,
    state: 'S3CR3T-state',
    nonce: 'S3CR3T-nonce',
    codeVerifier: 'S3CR3T-verifier',
    openedAt: start,
    expiresAt: start + 600_000,
  };
}

/** A connection as the domain writes a new one. */
export function added(id: string, refreshToken = `first-${id}`): readonly VaultWrite[] {
  return [
    { kind: 'put_connection', connection: connection(id) },
    { kind: 'put_secrets', connectionId: id, secrets: secrets(refreshToken) },
    {
      kind: 'add_activity',
      entry: { connectionId: id, at: start, kind: 'connected', failure: null },
    },
  ];
}
