import { create } from 'zustand';

import type { AttemptView } from '../../ipc/attempt-view.js';
import type { ConnectionDetails, EndedConnection } from '../../ipc/connection-view.js';
import type { RequestOf } from '../../ipc/contract.js';
import type { Catalogue, ServiceSetUp } from '../../ipc/service-view.js';
import type { SettingsView } from '../../ipc/settings-view.js';
import type { ClockView } from '../../ipc/clock-view.js';
import type { VaultView } from '../../ipc/vault-view.js';
import type { ConnectionIndex } from './connection-index.js';
import type { Filter } from './filter.js';
import type { StatusMessage } from './status-message.js';

/** What is typed in "Another service"; kept while the dialog is open, so that nothing has to be typed twice. */
export type OwnServiceDraft = Omit<RequestOf<'services:add'>, 'chosenIssuer'>;

/** What a known service has to be told before it can be used. */
export type SetUpNeeds = Omit<Extract<ServiceSetUp, { kind: 'needs_client' }>, 'kind'>;

/** What is typed to set a known service up, likewise. */
export interface SetUpDraft extends RequestOf<'services:set-up'> {
  /** As they were when it was chosen: once it is used, the catalogue no longer tells them. */
  readonly needs: SetUpNeeds;
  /** The service it has made, once it has been used; whether that was not there before. */
  readonly made: { readonly serviceId: string; readonly isNew: boolean } | null;
}

export interface WindowState {
  // what main has said
  readonly vault: VaultView;
  readonly catalogue: Catalogue;
  /** Null until main has said which connections there are. */
  readonly connections: ConnectionIndex | null;
  readonly attempts: readonly AttemptView[];
  readonly details: ConnectionDetails | null;
  readonly endedConnections: readonly EndedConnection[];
  /** Null until main has said. */
  readonly settings: SettingsView | null;
  /** How this computer's clock is wrong; null: it is right, as far as anybody has said. */
  readonly clock: ClockView['clock'];
  // what the person looks at
  readonly selectedId: string | null;
  readonly search: string;
  readonly filter: Filter;
  readonly connectStep: 'closed' | 'services' | 'another_service' | 'set_up';
  readonly draft: OwnServiceDraft;
  /** Null: no service has been chosen to be set up. */
  readonly setUp: SetUpDraft | null;
  /** Sign-ins the person has closed; main may list them a moment longer. */
  readonly closedAttempts: ReadonlySet<string>;
  /** For whom the person asked a refresh and has not been told the result → when it had last been renewed. */
  readonly refreshesAsked: ReadonlyMap<string, number | null>;
  readonly message: StatusMessage | null;
  readonly settingsOpen: boolean;
  /** The person has read that something stored is missing or older, and put it away. */
  readonly doubtRead: boolean;
}

export const emptyDraft: OwnServiceDraft = {
  serverAddress: '',
  clientId: '',
  clientSecret: '',
  scopes: '',
  way: 'automatic',
};

export const initialState: WindowState = {
  vault: { kind: 'opening' },
  catalogue: { services: [], problems: [] },
  connections: null,
  attempts: [],
  details: null,
  endedConnections: [],
  settings: null,
  clock: null,
  selectedId: null,
  search: '',
  filter: 'all',
  connectStep: 'closed',
  draft: emptyDraft,
  setUp: null,
  closedAttempts: new Set(),
  refreshesAsked: new Map(),
  message: null,
  settingsOpen: false,
  doubtRead: false,
};

export const useWindowStore = create<WindowState>()(() => initialState);
