/**
 * The services' own pages of connected apps. Connections were made with a page of their own, and one
 * that has moved to another host since opens only once the user has agreed to it (N8).
 */
import type { Clock } from '../ports/clock.js';
import type { ConnectionStore } from './connection-store.js';
import { isSameOrigin } from './registration/moved-server.js';
import type { ServiceCatalogue } from './service.js';

export type AccountPage =
  | { readonly kind: 'page'; readonly address: string }
  | { readonly kind: 'moved'; readonly from: string; readonly to: string };

export interface AccountPagesOptions {
  readonly catalogue: ServiceCatalogue;
  readonly store: ConnectionStore;
  readonly clock: Clock;
}

export class AccountPages {
  readonly #options: AccountPagesOptions;
  /** Pages by service: they are still offered once the connection is gone. */
  readonly #ofEnded = new Map<string, string>();
  /** When the page of a service was last opened since the start, milliseconds since 1970. */
  readonly #openedAt = new Map<string, number>();

  constructor(options: AccountPagesOptions) {
    this.#options = options;
  }

  noteEnded(serviceId: string, page: string | null): void {
    if (page !== null) this.#ofEnded.set(serviceId, page);
  }

  /** The page of a connection that ended before those that are noted. */
  noteEarlier(serviceId: string, page: string | null): void {
    if (!this.#ofEnded.has(serviceId)) this.noteEnded(serviceId, page);
  }

  noteOpened(serviceId: string): void {
    this.#openedAt.set(serviceId, this.#options.clock.now());
  }

  /** Null: not since the start. */
  openedAt(serviceId: string): number | null {
    return this.#openedAt.get(serviceId) ?? null;
  }

  /** Null: neither the service nor a connection has one. */
  find(serviceId: string): AccountPage | null {
    const { catalogue, store } = this.#options;
    const ended = this.#ofEnded.get(serviceId);
    const known = store.all().flatMap(({ connection }) => {
      const { accountPage } = connection;
      return connection.serviceId === serviceId && accountPage !== null ? [accountPage] : [];
    });
    if (ended !== undefined) known.push(ended);
    const to = catalogue.find(serviceId)?.accountPage ?? known[0];
    if (to === undefined) return null;
    const from = known.find((each) => !isSameOrigin(each, to));
    return from === undefined ? { kind: 'page', address: to } : { kind: 'moved', from, to };
  }

  /** The user agrees to the page: it is that of all connections of the service now. Rejects with StorageError. */
  async confirm(serviceId: string, page: string): Promise<void> {
    const { store } = this.#options;
    if (this.#ofEnded.has(serviceId)) this.#ofEnded.set(serviceId, page);
    await store.commit(() =>
      store
        .all()
        .map(({ connection }) => connection)
        .filter((each) => each.serviceId === serviceId && each.accountPage !== null)
        .map((each) => ({
          kind: 'put_connection',
          connection: { ...each, accountPage: page },
        })),
    );
  }
}
