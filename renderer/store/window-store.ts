import { create } from 'zustand';

import type { AttemptView } from '../../ipc/attempt-view.js';
import type { ClockView } from '../../ipc/clock-view.js';
import type { ConnectionDetails, EndedConnection } from '../../ipc/connection-view.js';
import type { ReplyOf, RequestOf } from '../../ipc/contract.js';
import type { Failure } from '../../ipc/failure.js';
import type { HistoryView } from '../../ipc/history-view.js';
import type { LockView } from '../../ipc/lock-view.js';
import type { RegionView } from '../../ipc/region-view.js';
import type { Catalogue, ServiceSetUp } from '../../ipc/service-view.js';
import type { SettingsView } from '../../ipc/settings-view.js';
import type { VaultView } from '../../ipc/vault-view.js';
import type { Batch } from './batch.js';
import type { ConnectionIndex } from './connection-index.js';
import type { Filter } from './filter.js';
import type { SortOrder } from './sorting.js';
import type { StatusMessage } from './status-message.js';

/** The input of "Another service"; all but the secret is kept while the dialog is open. */
export type CustomServiceDraft = Omit<
  RequestOf<'addService'>,
  'chosenIssuer' | 'confirmedIssuer' | 'confirmedPrivateHosts'
>;

/** The fields that a known service needs before it can be used. */
export type SetUpNeeds = Omit<Extract<ServiceSetUp, { kind: 'needs_client' }>, 'kind'>;

/** The screens to set a known service up. */
export type SetUpStage = 'choice' | 'message' | 'file' | 'form' | 'addresses' | 'client';

export type OpenedClientFile = Exclude<ReplyOf<'openClientFile'>, { kind: 'canceled' }>;

/** The input to set a known service up, kept likewise. */
export interface SetUpDraft extends RequestOf<'setUpService'> {
  readonly stage: SetUpStage;
  /** The file that came back, as it was checked; null: none was opened. */
  readonly file: OpenedClientFile | null;
  /** It has a client already, which another one replaces: nothing else is asked. */
  readonly replacesClient: boolean;
  /** As they were when the service was chosen: once it is set up, the catalogue no longer lists them. */
  readonly needs: SetUpNeeds;
  /** The service it made; null: none yet. */
  readonly made: { readonly serviceId: string; readonly isNew: boolean } | null;
}

export interface ConnectionDialog {
  readonly kind: 'rename' | 'disconnect' | 'remove';
  readonly connectionId: string;
}

export type Page = 'connections' | 'settings';
export type Overlay = 'command_palette' | 'shortcuts';

export interface WindowState {
  // sent by main
  readonly lock: LockView;
  readonly vault: VaultView;
  readonly catalogue: Catalogue;
  /** Null until main has sent them. */
  readonly connections: ConnectionIndex | null;
  readonly attempts: readonly AttemptView[];
  readonly details: ConnectionDetails | null;
  readonly endedConnections: readonly EndedConnection[];
  /** Null: nobody looks at it, or main has not sent it yet. */
  readonly history: HistoryView | null;
  /** Null until main has sent them. */
  readonly settings: SettingsView | null;
  /** Null until main has sent it. */
  readonly region: RegionView | null;
  /** How this computer's clock is wrong; null: no server disagrees with it. */
  readonly clock: ClockView['clock'];
  // the window's own
  readonly selectedId: string | null;
  readonly search: string;
  readonly filter: Filter;
  readonly sortOrder: SortOrder;
  /** Connections that the user has checked to act on them together; null: the rows have no boxes. */
  readonly checkedIds: ReadonlySet<string> | null;
  /** The last action on several connections, until the user dismisses its results; null: none. */
  readonly batch: Batch | null;
  /** Its results are shown in place of a connection. */
  readonly batchShown: boolean;
  /** The dialog about one connection that is open; null: none. */
  readonly connectionDialog: ConnectionDialog | null;
  readonly connectStep: 'closed' | 'services' | 'another_service' | 'set_up' | 'permissions';
  /** The service whose permissions are being chosen; null: none. */
  readonly choosingFor: string | null;
  readonly draft: CustomServiceDraft;
  /** The server at the address of `draft`; null: not looked at yet. */
  readonly server: InspectedServer | null;
  /** The address was complete when the dialog came to it, so it is looked at without another click. */
  readonly inspectsNow: boolean;
  /** Null: no service is being set up. */
  readonly setUp: SetUpDraft | null;
  /** A client secret was sent and is not kept: the form asks for it again. */
  readonly secretSent: boolean;
  /** Sign-ins that the user has closed; main may list them a moment longer. */
  readonly closedAttempts: ReadonlySet<string>;
  /** Connections whose refresh the user requested and that have not finished it. */
  readonly pendingRefreshes: ReadonlySet<string>;
  /** Connection → why the last refresh that the user requested failed, until its page is left. */
  readonly refreshFailures: ReadonlyMap<string, Failure>;
  readonly message: StatusMessage | null;
  /** The page on show; dialogs cover any of it. */
  readonly page: Page;
  /** The part of the settings to begin with; null: the first. */
  readonly settingsSection: 'about' | null;
  readonly overlay: Overlay | null;
  readonly historyOpen: boolean;
  /** The user has dismissed the warning that stored records are missing or older. */
  readonly integrityDismissed: boolean;
}

/** A server as it was found at an address, with what the user has answered about it. */
export interface InspectedServer {
  readonly address: string;
  readonly answers: ServerAnswers;
  readonly found: Extract<ReplyOf<'inspectServer'>, { kind: 'found' }>;
}

export type ServerAnswers = Omit<RequestOf<'inspectServer'>, 'serverAddress'>;

export const emptyDraft: CustomServiceDraft = {
  serverAddress: '',
  name: '',
  clientId: '',
  clientSecret: '',
  scopes: '',
  method: 'automatic',
  assertion: null,
};

export const initialState: WindowState = {
  lock: { isLocked: false },
  vault: { kind: 'opening' },
  catalogue: { services: [], problems: [] },
  connections: null,
  attempts: [],
  details: null,
  endedConnections: [],
  history: null,
  settings: null,
  region: null,
  clock: null,
  selectedId: null,
  search: '',
  filter: 'all',
  sortOrder: 'attention',
  checkedIds: null,
  batch: null,
  batchShown: false,
  connectionDialog: null,
  connectStep: 'closed',
  choosingFor: null,
  draft: emptyDraft,
  server: null,
  inspectsNow: false,
  setUp: null,
  secretSent: false,
  closedAttempts: new Set(),
  pendingRefreshes: new Set(),
  refreshFailures: new Map(),
  message: null,
  page: 'connections',
  settingsSection: null,
  overlay: null,
  historyOpen: false,
  integrityDismissed: false,
};

export const useWindowStore = create<WindowState>()(() => initialState);
