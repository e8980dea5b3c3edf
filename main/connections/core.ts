/**
 * Lanyard without window, disk and operating system: the parts of the domain put together, and
 * what they do when the vault opens, the network comes back or an address arrives.
 */
import type {
  ConnectionsChange,
  ConnectionView,
  EndedConnection,
} from '../../ipc/connection-view.js';
import type { EventName, PayloadOf, SignInMethodChoice } from '../../ipc/contract.js';
import type { Failure } from '../../ipc/failure.js';
import type { Catalogue } from '../../ipc/service-view.js';
import type { VaultView } from '../../ipc/vault-view.js';
import type { ClientAuthentication } from '../oauth/authorization-server.js';
import { readCallback } from '../oauth/callback.js';
import type { OAuthContext } from '../oauth/context.js';
import { observeServerDates } from '../oauth/server-date.js';
import {
  type ConnectionEntry,
  type StoreChange,
  type ConnectionStore,
  createConnectionStore,
} from './connection-store.js';
import { AccessTokens } from './access-token.js';
import { createDetailsWatcher, type DetailsWatcher } from './views/connection-details.js';
import type { Connection, CustomRegistration, CustomService } from './connection.js';
import { failureOf, storageFailure } from './failures.js';
import { createContextFor } from './service-context.js';
import { createDisconnector, type Disconnector } from './disconnect/disconnect.js';
import { createClockCheck } from './refresh/clock-check.js';
import { createAvailability } from './refresh/availability.js';
import { createChangeBatcher } from './views/change-batcher.js';
import { createCustomServices, type CustomServices } from './sign-in/custom-services.js';
import type { Adjuster } from '../ports/adjuster.js';
import type { Clipboard } from '../ports/clipboard.js';
import type { Clock } from '../ports/clock.js';
import type { RecordStore, Vault } from '../ports/vault.js';
import type { Printer } from '../ports/printer.js';
import type { LinkScheme } from '../ports/link-scheme.js';
import { StorageError } from '../ports/storage-error.js';
import type { SystemState } from '../ports/system-state.js';
import type { Settings } from '../ports/settings.js';
import type { UserAgent } from '../ports/user-agent.js';
import { RefreshScheduler } from './refresh/refresh-scheduler.js';
import {
  type ClientRegistration,
  nothingKnown,
  type Service,
  type ServiceCatalogue,
} from './service.js';
import { createClientRegistrations } from './sign-in/client-registrations.js';
import { createSignIn, type SignIn } from './sign-in/sign-in.js';
import { connectionView } from './views/connection-view.js';
import { isUsable, type UsableConnection } from './usable-connection.js';
import { type VaultRetry, createVaultRetry } from './vault-watch.js';

export interface EditableCatalogue extends ServiceCatalogue {
  replaceCustom(own: readonly (CustomService | CustomRegistration)[]): void;
  /** The service a registration makes; null: no such definition; 'unfit': a variable does not fit. */
  register(
    registration: ClientRegistration,
  ): { readonly kind: 'ok'; readonly service: Service } | { readonly kind: 'unfit' } | null;
  view(): Catalogue;
}

export interface CoreOptions {
  readonly vault: Vault;
  readonly catalogue: EditableCatalogue;
  readonly clock: Clock;
  readonly oauth: OAuthContext;
  readonly adjuster: Adjuster;
  readonly userAgent: UserAgent;
  readonly scheme: LinkScheme;
  readonly systemState: SystemState;
  readonly clipboard: Clipboard;
  readonly settings: Settings;
  readonly printer: Printer;
  /** Ends the app, everything in it already stopped, and starts it anew. */
  readonly restart: () => void;
  /** From 0 (included) to 1 (excluded), for jitter only. */
  readonly random: () => number;
  /** The person is back from the browser: the window may come before them. */
  readonly answered: () => void;
  /** Tells the window. */
  readonly tell: <E extends EventName>(event: E, payload: PayloadOf<E>) => void;
  /** Whether there is a window to be told; left out: always. */
  readonly isHeard?: () => boolean;
}

export interface Core extends CoreOptions {
  readonly store: ConnectionStore;
  readonly signIn: SignIn;
  readonly refreshScheduler: RefreshScheduler;
  readonly disconnector: Disconnector;
  readonly details: DetailsWatcher;
  readonly customServices: CustomServices;
  readonly vaultRetry: VaultRetry;
  /** Opens the vault and takes up what was under way. Resolves once the window was told what is in it. */
  start(): Promise<void>;
  /** Tells the window everything: when it is new, or was loaded again. */
  tellAll(): void;
  /** An address that came back from a browser, at any time, also before the vault is open. */
  receive(address: string): void;
  /** What a connection is signed in again with. */
  serviceOf(connection: Connection): Promise<Service>;
  /** The person wants the vault opened: by a new start of the app where nothing less asks anew. */
  tryVaultAgain(): Promise<void>;
  /** Ends in order, takes a vault that was put aside back into its place, and starts anew. */
  openArchived(name: string): Promise<Failure | null>;
  /** Ends in order; what is under way is finished first. */
  stop(): Promise<void>;
}

/** So many strangers' links do not push out the answer that is waited for (R13); each is at most 8 KiB. */
const mostEarly = 500;

export function createCore(needs: CoreOptions): Core {
  const { vault, catalogue, clock, adjuster, systemState, random } = needs;
  const store = createConnectionStore(vault);
  const changes = createChangeBatcher(clock, tellChange);
  const tell: CoreOptions['tell'] = (channel, payload) => {
    changes.tellNow();
    needs.tell(channel, payload);
  };
  const tellAttempts = () => tell('attemptsChanged', signIn.views());
  const tellClock = () => tell('clockChanged', clockCheck.view());
  const tellServices = () => tell('servicesChanged', catalogue.view());

  const clockCheck = createClockCheck(clock, tellClock);
  const oauth = {
    ...needs.oauth,
    fetch: observeServerDates(needs.oauth.fetch, clockCheck.observe),
  };
  const contextFor = createContextFor(oauth, adjuster);
  const availability = createAvailability(clock, systemState);
  availability.onAvailable(() => {
    disconnector.look();
    disconnector.networkIsBack();
  });
  const refreshScheduler = new RefreshScheduler({
    store,
    clock,
    contextFor,
    availability,
    random,
  });
  /** What came of endings while there was no window: nothing else is left of those connections. */
  const unheard: EndedConnection[] = [];
  const disconnector = createDisconnector({
    store,
    clock,
    contextFor,
    availability,
    random,
    renewalSettled: refreshScheduler.settled,
    ended: (endedConnection) => {
      if (needs.isHeard?.() ?? true) tell('connectionEnded', endedConnection);
      else unheard.push(endedConnection);
    },
  });
  const details = createDetailsWatcher({
    store,
    clock,
    contextFor,
    accessTokens: new AccessTokens({ store, clock, refreshScheduler }),
    describeAdjustment: (adjustment) => adjuster.describe(adjustment),
    tell: (shown) => tell('detailsChanged', shown),
  });
  const customServices = createCustomServices({
    store,
    oauth,
    register(registration) {
      const registered = catalogue.register(registration);
      return registered?.kind === 'ok' ? registered.service : null;
    },
    changed: loadCustomServices,
  });
  const signIn = createSignIn({
    ...needs,
    oauth,
    store,
    contextFor,
    changed: tellAttempts,
    connected: refreshScheduler.follow,
    registrations: createClientRegistrations({
      store,
      now: () => clock.now(),
      changed: loadCustomServices,
    }),
    planOf: (pending) => {
      const service = catalogue.find(pending.terms.serviceId);
      const entry = pending.connectionId === null ? null : store.get(pending.connectionId);
      return service && { service, connection: entry?.connection ?? null };
    },
  });

  /** Addresses that came before the attempts they may answer had been taken up again; the newest last. */
  const early: string[] = [];
  let attemptsResumed = false;

  async function loadCustomServices(): Promise<void> {
    catalogue.replaceCustom(vault.recordStore ? await vault.recordStore.services() : []);
    tellServices();
  }

  /** Until then nobody may see an open vault that looks as if nothing were in it. */
  let loaded = false;
  let loadedRecordStore: RecordStore | null = null;
  /** The vault opened and what is in it could not be read: shown in place of the vault's own view. */
  let unread: VaultView | null = null;

  let lastReading: Promise<unknown> = Promise.resolve();
  /** One after the other: what a locked vault lists must not come over what the open one holds by then. */
  async function vaultChanged(): Promise<void> {
    const reading = lastReading.then(readVault);
    lastReading = reading;
    if (!(await reading)) return;
    // The person has their list by now. What it took on trust is believed nowhere: a use opens it anew.
    await store.checkSecrets().catch(() => undefined);
    if (vault.recordStore !== null) await takeUp();
  }

  /** Resolves to whether there is something new to take up. Never rejects. */
  async function readVault(): Promise<boolean> {
    const { recordStore } = vault;
    if (recordStore !== null && recordStore === loadedRecordStore) {
      // Another way to open the vault came or went; what is in it stands.
      if (loaded) tell('vaultChanged', vault.view);
      return false;
    }
    loadedRecordStore = recordStore;
    try {
      // First, because the scopes of a connection are shown in the words of its service.
      await loadCustomServices();
      await store.load();
    } catch (error) {
      loadedRecordStore = null;
      const { cause } = storageFailure(error);
      unread = { kind: 'unreadable', cause: 'not_accessible', detail: cause };
      tell('vaultChanged', unread);
      return false;
    }
    unread = null;
    loaded = true;
    tell('vaultChanged', vault.view);
    return recordStore !== null && recordStore === vault.recordStore;
  }

  /** Connections first: a sign-in that cannot be taken up again keeps none of them from being renewed. */
  async function takeUp(): Promise<void> {
    refreshScheduler.resume();
    disconnector.resume();
    await signIn.resume().catch(() => undefined);
    attemptsResumed = true;
    for (const address of early.splice(0)) await signIn.receive(address);
  }

  function viewOf(entry: ConnectionEntry): ConnectionView {
    const { serviceId } = entry.connection;
    const words = catalogue.find(serviceId)?.scopeWords ?? {};
    return connectionView(entry, vault.view.kind === 'open', words);
  }

  function tellChange(change: StoreChange): void {
    const told = connectionsChange(store, change, viewOf);
    needs.tell('connectionsChanged', told);
  }

  function tellStoreChange(change: StoreChange): void {
    changes.add(change);
    void details.refreshIfWatched(change.kind === 'all' ? 'all' : change.connectionIds);
  }

  async function stop(): Promise<void> {
    vaultRetry.stop();
    signIn.stop();
    availability.stop();
    await refreshScheduler.stop();
    await disconnector.stop();
    // Until then answers may come in, and each may make it look again.
    clockCheck.stop();
    await vault.close();
    changes.stop();
  }

  store.onChange(tellStoreChange);
  vault.onChange(() => void vaultChanged());
  const vaultRetry = createVaultRetry(vault, clock);
  needs.settings.onChange((view) => tell('settingsChanged', view));

  return {
    ...needs,
    tell,
    store,
    signIn,
    refreshScheduler,
    disconnector,
    details,
    customServices,
    vaultRetry,
    async start() {
      await vault.open();
      await lastReading;
    },
    tellAll() {
      tell('vaultChanged', unread ?? (loaded ? vault.view : { kind: 'opening' }));
      tell('settingsChanged', needs.settings.view);
      tellClock();
      // First what the window shows first.
      if (loaded) tellStoreChange({ kind: 'all' });
      tellServices();
      tellAttempts();
      for (const endedConnection of unheard.splice(0)) tell('connectionEnded', endedConnection);
    },
    receive(address) {
      if (attemptsResumed) void signIn.receive(address);
      else if (readCallback(address).kind === 'response') {
        early.push(address);
        if (early.length > mostEarly) early.shift();
      }
    },
    async serviceOf(connection) {
      return catalogue.find(connection.serviceId) ?? (await serviceAsConnected(store, connection));
    },
    async tryVaultAgain() {
      if (unread) return vaultChanged();
      await vault.open();
      if (vault.view.kind !== 'locked' || !vault.asksOncePerStart) return;
      await stop();
      needs.restart();
    },
    async openArchived(name) {
      const { view } = vault;
      const kept = view.kind === 'open' || view.kind === 'locked' ? view.archivedVaults : [];
      if (!kept.includes(name)) return failureOf('not_found');
      await stop();
      const failure = await vault.restoreArchived(name);
      // Also when that failed: what was open before opens again.
      needs.restart();
      return failure;
    },
    stop,
  };
}

function connectionsChange(
  store: ConnectionStore,
  change: StoreChange,
  viewOf: (entry: ConnectionEntry) => ConnectionView,
): ConnectionsChange {
  if (change.kind === 'all') {
    const connections = store.all().map(viewOf);
    return { kind: 'all', connections };
  }
  const entries = change.connectionIds.map((id) => ({ id, entry: store.get(id) }));
  return {
    kind: 'some',
    changed: entries.flatMap(({ entry }) => (entry ? [viewOf(entry)] : [])),
    removed: entries.flatMap(({ id, entry }) => (entry ? [] : [id])),
  };
}

/** The service a connection was made with, when no definition of it is around any more. */
async function serviceAsConnected(
  store: ConnectionStore,
  connection: Connection,
): Promise<Service> {
  if (!isUsable(connection)) {
    throw new StorageError('newer_version', 'a newer version wrote this connection');
  }
  const { authentication } = await store.recordStore().secrets(connection.id);
  const { registration, adjustments, lifetime, resource, accountPage } = connection;
  return {
    ...nothingKnown,
    id: connection.serviceId,
    name: connection.serviceName,
    source: 'person',
    server: { kind: 'known', server: connection.server },
    client: { clientId: registration.clientId, clientSecret: secretIn(authentication) },
    scopes: connection.scopesAsked,
    scopeWords: {},
    authorizationParameters: {},
    way: wayOf(connection),
    adjustments,
    lifetime,
    resource,
    accountPage,
  };
}

function secretIn(authentication: ClientAuthentication): string | null {
  switch (authentication.kind) {
    case 'none':
      return null;
    case 'client_secret_basic':
    case 'client_secret_post':
      return authentication.clientSecret;
    case 'private_key_jwt':
      return JSON.stringify(authentication.privateKey);
  }
}

function wayOf({ grant, registration }: UsableConnection): SignInMethodChoice {
  switch (grant) {
    case 'device_code':
      return 'device_code';
    case 'client_credentials':
      return 'service_account';
    case 'authorization_code':
      return registration.redirectUri?.startsWith('http') === true ? 'local_address' : 'automatic';
  }
}
