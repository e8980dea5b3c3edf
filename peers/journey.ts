/**
 * One connection from connecting to disconnecting at a real server. Every step is judged by what
 * the window is sent, and the last one by the server: it must refuse the old tokens.
 */
import type { AccountView } from '../ipc/connection-view.js';
import type { Failure, Result } from '../ipc/failure.js';
import type { Connection, ConnectionSecrets } from '../main/connections/connection.js';
import { Browser } from '../testing/headless-browser.js';
import { type App, startApp } from '../testing/running-app.js';
import { checkOldTokens, type OldTokens, useAccessToken } from './old-tokens.js';
import type { Peer } from './peers.js';
import { startServer } from './server-process.js';

export const steps = ['connect', 'identity', 'refresh', 'disconnect'] as const;
export type Step = (typeof steps)[number];

/** `ok` null: not reached, because an earlier step failed. */
export interface StepResult {
  readonly ok: boolean | null;
  readonly note: string;
}

export type Row = { readonly name: string } & Readonly<Record<Step, StepResult>>;

const notReached: StepResult = { ok: null, note: '' };

export async function travel(peer: Peer, begin: (step: Step) => void): Promise<Row> {
  const results: Record<Step, StepResult> = {
    connect: notReached,
    identity: notReached,
    refresh: notReached,
    disconnect: notReached,
  };
  const server = await startServer(peer.script, peer.loader);
  const browser = new Browser(peer.answers, peer.onPage);
  const app = await startApp({ browser: (url) => browser.open(url) });
  const journey = new Journey(app, peer, server.address);
  try {
    for (const step of steps) {
      begin(step);
      results[step] = { ok: true, note: await journey[step]() };
    }
  } catch (error) {
    const failed = steps.find((step) => results[step].ok === null) ?? 'connect';
    results[failed] = { ok: false, note: error instanceof Error ? error.message : String(error) };
  } finally {
    await app.stop();
    await server.stop();
  }
  return { name: peer.name, ...results };
}

/** The steps in order; each returns a few words about how it went, or rejects. */
class Journey {
  readonly #app: App;
  readonly #peer: Peer;
  readonly #address: string;
  #connectionId = '';

  constructor(app: App, peer: Peer, address: string) {
    this.#app = app;
    this.#peer = peer;
    this.#address = address;
  }

  async connect(): Promise<string> {
    const { handlers, until, attempt } = this.#app;
    const added = valueOf(
      await handlers.addService({
        serverAddress: this.#address,
        chosenIssuer: null,
        confirmedPrivateHosts: [],
        clientId: '',
        clientSecret: '',
        scopes: this.#peer.scopes ?? '',
        method: 'automatic',
        assertion: null,
      }),
    );
    if (added.kind !== 'added') throw new Error(`the app asks: ${JSON.stringify(added)}`);
    valueOf(await handlers.addConnection({ serviceId: added.serviceId }));
    const phase = await until('the sign-in ends', () => {
      const now = attempt()?.phase;
      return now?.kind === 'connected' || now?.kind === 'failed' ? now : null;
    });
    if (phase.kind === 'failed') throw new Error(wordsFor(phase.failure));
    this.#connectionId = phase.connectionId;
    const { registration } = this.#connection();
    await useAccessToken(await this.#tokens());
    const way =
      registration.redirectUri?.startsWith('http') === true ? 'local address' : 'app link';
    return `${way}, ${registration.clientAuthentication as string}`;
  }

  identity(): Promise<string> {
    const { account } = this.#connection();
    const expected: AccountView = this.#peer.account ?? { name: null, email: null };
    if (account.name !== expected.name || account.email !== expected.email) {
      const [found, wanted] = [account, expected].map((each) => JSON.stringify(each));
      return Promise.reject(new Error(`the account is ${found ?? ''}, and not ${wanted ?? ''}`));
    }
    const isUnidentified = account.unidentified !== undefined;
    if (isUnidentified !== (this.#peer.account === null)) {
      return Promise.reject(new Error(`the account is identified: ${String(!isUnidentified)}`));
    }
    return Promise.resolve(
      this.#peer.account ? (account.name ?? account.subject) : 'the server names none',
    );
  }

  async refresh(): Promise<string> {
    const { handlers, until, refreshes, lastRefresh } = this.#app;
    const before = await this.#secrets();
    const seen = refreshes();
    valueOf(await handlers.refreshConnection({ connectionId: this.#connectionId }));
    await until('the refresh ends', () => (refreshes() > seen ? true : null));
    const failure = lastRefresh()?.failure;
    if (failure) throw new Error(wordsFor(failure));
    const after = await this.#secrets();
    if (after.tokens.accessToken === before.tokens.accessToken) {
      throw new Error('the access token is still the old one');
    }
    await useAccessToken(await this.#tokens());
    const rotates = after.tokens.refreshToken !== before.tokens.refreshToken;
    return rotates ? 'new tokens' : 'new access token';
  }

  async disconnect(): Promise<string> {
    const { handlers, until, ended, core } = this.#app;
    const old = await this.#tokens();
    const id = this.#connectionId;
    valueOf(await handlers.disconnectConnection({ connectionId: id }));
    const { evidence } = await until('the disconnect ends', () => {
      const { standing } = core.store.get(id)?.connection ?? {};
      if (standing?.kind === 'disconnecting' && 'progress' in standing) {
        const { progress } = standing;
        if ('cause' in progress && progress.cause) throw new Error(wordsFor(progress.cause));
      }
      return ended(id) ?? null;
    });
    return checkOldTokens(old, evidence, this.#peer.evidence);
  }

  #connection(): Connection {
    const entry = this.#app.core.store.get(this.#connectionId);
    if (!entry) throw new Error('the connection is not in the list');
    return entry.connection;
  }

  #secrets(): Promise<ConnectionSecrets> {
    return this.#app.core.store.recordStore().secrets(this.#connectionId);
  }

  async #tokens(): Promise<OldTokens> {
    const connection = this.#connection();
    const { api } = this.#peer;
    return {
      connection,
      secrets: await this.#secrets(),
      api:
        api === 'userinfo' ? connection.server.userinfoEndpoint : new URL(api, this.#address).href,
    };
  }
}

function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(wordsFor(result.failure));
}

function wordsFor({ code, ...details }: Failure): string {
  return `${code} ${JSON.stringify(details)}`;
}
