/** Events for the window: changes of connections in batches, everything else at once and in order. */
import type {
  ConnectionsChange,
  ConnectionView,
  EndedConnection,
} from '../../../ipc/connection-view.js';
import type { EventName, PayloadOf } from '../../../ipc/contract.js';
import type { Clock } from '../../ports/clock.js';
import type { WindowPort } from '../../ports/window.js';
import type { ConnectionEntry, ConnectionStore, StoreChange } from '../connection-store.js';
import type { Connection } from '../connection.js';
import { type ChangeBatcher, createChangeBatcher } from './change-batcher.js';
import { connectionView } from './connection-view.js';

export interface WindowEventsOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly window: WindowPort;
  readonly vaultIsOpen: () => boolean;
  /** True while the window must not be able to name an account. */
  readonly hidesNames: () => boolean;
  /** Descriptions of a service's scopes for the user, by scope. */
  readonly scopeDescriptionsOf: (serviceId: string) => Readonly<Record<string, string>>;
  /** The name of its service, as it is listed. */
  readonly nameOf: (connection: Connection) => string;
}

/** The events that name no account. */
const shownWhileLocked: ReadonlySet<EventName> = new Set([
  'lockChanged',
  'vaultChanged',
  'settingsChanged',
  'regionChanged',
]);

export class WindowEvents {
  readonly #window: WindowPort;
  readonly #hidesNames: () => boolean;
  readonly #changes: ChangeBatcher;
  /** Connections that ended while there was no window, or a locked one; nothing else remembers them. */
  readonly #unsentEnds: EndedConnection[] = [];

  constructor(options: WindowEventsOptions) {
    const { store, clock, window, vaultIsOpen, hidesNames, scopeDescriptionsOf, nameOf } = options;
    const viewOf = (entry: ConnectionEntry) =>
      connectionView(
        named(entry, nameOf(entry.connection)),
        vaultIsOpen(),
        scopeDescriptionsOf(entry.connection.serviceId),
      );
    this.#window = window;
    this.#hidesNames = hidesNames;
    this.#changes = createChangeBatcher(clock, (change) => {
      if (hidesNames()) return;
      window.emit('connectionsChanged', connectionsChange(store, change, viewOf));
    });
  }

  /** After the changes that are still batched, which the event may refer to. */
  emit<E extends EventName>(event: E, payload: PayloadOf<E>): void {
    this.#changes.flush();
    if (this.#window.isOpen()) this.emitUnsentEnds();
    if (this.#hidesNames() && !shownWhileLocked.has(event)) return;
    this.#window.emit(event, payload);
  }

  connectionsChanged(change: StoreChange): void {
    // Once it is unlocked, the window is sent everything.
    if (this.#hidesNames()) return;
    this.#changes.add(change);
  }

  connectionEnded(ended: EndedConnection): void {
    this.#unsentEnds.push(ended);
    if (this.#window.isOpen()) this.emitUnsentEnds();
  }

  /** To a new window: how the connections ended that did so while there was none. */
  emitUnsentEnds(): void {
    if (this.#unsentEnds.length === 0 || this.#hidesNames()) return;
    this.#changes.flush();
    for (const ended of this.#unsentEnds.splice(0)) this.#window.emit('connectionEnded', ended);
  }

  stop(): void {
    this.#changes.stop();
  }
}

function named(entry: ConnectionEntry, serviceName: string): ConnectionEntry {
  return { ...entry, connection: { ...entry.connection, serviceName } };
}

function connectionsChange(
  store: ConnectionStore,
  change: StoreChange,
  viewOf: (entry: ConnectionEntry) => ConnectionView,
): ConnectionsChange {
  if (change.kind === 'all') {
    return { kind: 'all', connections: store.all().map(viewOf) };
  }
  const entries = change.connectionIds.map((id) => ({ id, entry: store.get(id) }));
  return {
    kind: 'some',
    changed: entries.flatMap(({ entry }) => (entry ? [viewOf(entry)] : [])),
    removed: entries.flatMap(({ id, entry }) => (entry ? [] : [id])),
  };
}
