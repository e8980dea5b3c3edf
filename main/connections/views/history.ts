/**
 * The connections that have ended: what stays of them, and its way to the window. It is read from the
 * vault only while the user looks at it.
 */
import type { ActivityView, Evidence } from '../../../ipc/connection-view.js';
import type { EndedView, EndingView, HistoryView } from '../../../ipc/history-view.js';
import { markUnseen, outsideText } from '../../text/outside-text.js';
import type { AccountPages } from '../account-pages.js';
import type { ConnectionStore, StoreChange } from '../connection-store.js';
import type { EndedRecord } from '../ended-connection.js';
import { accountView } from '../identity.js';
import type { UnknownValue } from '../unknown-value.js';
import { activityView } from './activity-view.js';

/** The newest entries of the activity; more is more than anyone reads. */
const activityLimit = 200;

export interface HistoryOptions {
  readonly store: ConnectionStore;
  readonly accountPages: Pick<AccountPages, 'noteEarlier'>;
  readonly emit: (history: HistoryView) => void;
}

export class History {
  readonly #options: HistoryOptions;
  #isWatched = false;
  #activityOf: string | null = null;
  /** Counts reads, so that a slow one never replaces the result of a newer one. */
  #reads = 0;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  /**
   * Emits the history now and whenever it changes.
   * @param activityOf the ended connection whose activity comes with it; null: none
   */
  async watch(activityOf: string | null): Promise<void> {
    this.#isWatched = true;
    this.#activityOf = activityOf;
    await this.#emit();
  }

  close(): void {
    this.#isWatched = false;
    this.#activityOf = null;
    this.#reads += 1;
  }

  /** Deletes what stayed of this connection; null: of all. Rejects with StorageError. */
  async delete(connectionId: string | null): Promise<void> {
    const { store } = this.#options;
    const ids =
      connectionId === null
        ? (await store.recordStore().ended()).map((each) => each.connectionId)
        : [connectionId];
    await store.commit(ids.map((id) => ({ kind: 'delete_ended', connectionId: id })));
    if (this.#isWatched) await this.#emit();
  }

  /** Emits again if connections have left the list, or the vault has opened or closed. */
  async connectionsChanged(change: StoreChange): Promise<void> {
    if (!this.#isWatched) return;
    const { store } = this.#options;
    const mayHaveEnded =
      change.kind === 'all' || change.connectionIds.some((id) => store.get(id) === null);
    if (mayHaveEnded) await this.#emit();
  }

  async #emit(): Promise<void> {
    this.#reads += 1;
    const read = this.#reads;
    const history = await this.#read();
    if (read === this.#reads) this.#options.emit(history);
  }

  async #read(): Promise<HistoryView> {
    const { store, accountPages } = this.#options;
    try {
      const recordStore = store.recordStore();
      const ended = [...(await recordStore.ended())].sort((a, b) => b.endedAt - a.endedAt);
      for (const { serviceId, accountPage } of ended)
        accountPages.noteEarlier(serviceId, accountPage);
      const open = ended.find(({ connectionId }) => connectionId === this.#activityOf);
      return { ended: ended.map(endedView), activity: await this.#activity(open?.connectionId) };
    } catch {
      return { ended: null, activity: null };
    }
  }

  async #activity(connectionId: string | undefined): Promise<HistoryView['activity']> {
    if (connectionId === undefined) return null;
    const stored = await this.#options.store.recordStore().activity(connectionId, activityLimit);
    const entries: readonly ActivityView[] = stored.map(activityView);
    return { connectionId, entries };
  }
}

/** Filtered again: an older version may have filtered less. */
function endedView(record: EndedRecord): EndedView {
  const { connectionId, serviceId, connectedAt, endedAt, ending, accountPage } = record;
  return {
    connectionId,
    serviceId,
    serviceName: outsideText('service', record.serviceName) ?? markUnseen(serviceId, 100),
    label: outsideText('label', record.label) ?? markUnseen(serviceId, 100),
    account: accountView(record.account),
    connectedAt,
    endedAt,
    ending: endingView(ending),
    hasAccountPage: accountPage !== null,
  };
}

/** Members are copied one by one: what is stored may have more, written by a newer version. */
function endingView(ending: EndedRecord['ending']): EndingView {
  switch (ending.kind) {
    case 'disconnected': {
      const evidence = evidenceView(ending.evidence);
      return evidence === null ? { kind: 'newer_version' } : { kind: ending.kind, evidence };
    }
    case 'removed':
      return { kind: 'removed' };
    case 'finished_at_service':
      return { kind: ending.kind, openedAt: ending.openedAt };
    case 'ended_by_service':
      return { kind: ending.kind, refusedAt: ending.refusedAt };
    case 'unknown':
      return { kind: 'newer_version' };
  }
}

function evidenceView(evidence: Evidence | UnknownValue): Evidence | null {
  switch (evidence.kind) {
    case 'confirmed':
    case 'accepted':
      return { kind: evidence.kind, at: evidence.at };
    case 'still_accepted':
      return { kind: evidence.kind, at: evidence.at, accessEndsAt: evidence.accessEndsAt };
    case 'not_offered':
      return { kind: evidence.kind, accessEndsAt: evidence.accessEndsAt };
    case 'unknown':
      return null;
  }
}
