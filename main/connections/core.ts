/** Puts the domain together: Lanyard without its window, disk and operating system. */
import type { Catalogue } from '../../ipc/service-view.js';
import type { Failure } from '../../ipc/failure.js';
import type { OAuthContext } from '../oauth/context.js';
import { observeServerDates } from '../oauth/server-date.js';
import type { Adjuster } from '../ports/adjuster.js';
import type { Clock } from '../ports/clock.js';
import type { LinkScheme } from '../ports/link-scheme.js';
import type { Settings } from '../ports/settings.js';
import type { SystemState } from '../ports/system-state.js';
import type { UserAgent } from '../ports/user-agent.js';
import type { Vault } from '../ports/vault.js';
import type { EmitEvent, WindowPort } from '../ports/window.js';
import { AccessTokens } from './access-token.js';
import { CallbackInbox } from './callback-inbox.js';
import type { Connection, CustomRegistration, CustomService } from './connection.js';
import { type ConnectionStore, createConnectionStore } from './connection-store.js';
import { Disconnector } from './disconnect/disconnect.js';
import { createAvailability } from './refresh/availability.js';
import { createClockCheck } from './refresh/clock-check.js';
import { RefreshScheduler } from './refresh/refresh-scheduler.js';
import type { ClientRegistration, Service, ServiceCatalogue } from './service.js';
import { createContextFor } from './service-context.js';
import { serviceOfConnection } from './service-of-connection.js';
import { createClientRegistrations } from './sign-in/client-registrations.js';
import { CustomServices } from './sign-in/custom-services.js';
import { SignIn } from './sign-in/sign-in.js';
import { createVaultRetry, type VaultRetry } from './vault-retry.js';
import { VaultSession } from './vault-session.js';
import { DetailsWatcher } from './views/connection-details.js';
import { WindowEvents } from './views/window-events.js';

export interface EditableCatalogue extends ServiceCatalogue {
  replaceCustom(services: readonly (CustomService | CustomRegistration)[]): void;
  /** The service a registration makes; null: no such definition; 'unfit': a variable does not fit. */
  register(
    registration: ClientRegistration,
  ): { readonly kind: 'ok'; readonly value: Service } | { readonly kind: 'unfit' } | null;
  view(): Catalogue;
}

export interface CoreOptions {
  readonly vault: Vault;
  readonly catalogue: EditableCatalogue;
  readonly clock: Clock;
  readonly oauth: OAuthContext;
  readonly adjuster: Adjuster;
  readonly userAgent: UserAgent;
  readonly linkScheme: LinkScheme;
  readonly systemState: SystemState;
  readonly settings: Settings;
  readonly window: WindowPort;
  /** Starts the app again in a new process; everything in this one has ended. */
  readonly restart: () => void;
  /** From 0 (included) to 1 (excluded), for jitter only. */
  readonly random: () => number;
  /** The user has answered a sign-in elsewhere and expects the app now. */
  readonly onUserReturn: () => void;
}

export interface Core {
  readonly vault: Vault;
  readonly catalogue: EditableCatalogue;
  readonly store: ConnectionStore;
  readonly signIn: SignIn;
  readonly refreshScheduler: RefreshScheduler;
  readonly disconnector: Disconnector;
  readonly details: DetailsWatcher;
  readonly customServices: CustomServices;
  readonly vaultRetry: VaultRetry;
  readonly emit: EmitEvent;
  /** Opens the vault and resumes what was under way. Resolves once the window has been sent what is in it. */
  start(): Promise<void>;
  /** Sends a window that is new, or was loaded again, everything it shows. */
  emitAll(): void;
  /** An address that came back from a browser; accepted before the vault is open, too. */
  receive(address: string): void;
  /** The service to sign in again with. Rejects with StorageError. */
  serviceOf(connection: Connection): Promise<Service>;
  /** The user wants the vault opened. */
  tryVaultAgain(): Promise<void>;
  /** Replaces the vault by an archived one and restarts the app. */
  openArchived(name: string): Promise<Failure | null>;
  /** Ends in order; what is under way is finished first. */
  stop(): Promise<void>;
}

export function createCore(options: CoreOptions): Core {
  const { vault, catalogue, clock, adjuster, systemState, settings, random } = options;
  const store = createConnectionStore(vault);
  const events = new WindowEvents({
    store,
    clock,
    window: options.window,
    vaultIsOpen: () => vault.view.kind === 'open',
    scopeWordsOf: (serviceId) => catalogue.find(serviceId)?.scopeWords ?? {},
  });
  const clockCheck = createClockCheck(clock, emitClock);
  const oauth = {
    ...options.oauth,
    fetch: observeServerDates(options.oauth.fetch, clockCheck.observe),
  };
  const contextFor = createContextFor(oauth, adjuster);
  const availability = createAvailability(clock, systemState);
  availability.onAvailable(() => {
    disconnector.checkDue();
    disconnector.networkIsBack();
  });
  const refreshScheduler = new RefreshScheduler({
    store,
    clock,
    contextFor,
    availability,
    random,
  });
  const disconnector = new Disconnector({
    store,
    clock,
    contextFor,
    availability,
    random,
    waitForRefresh: refreshScheduler.settled,
    onEnded: (ended) => events.connectionEnded(ended),
  });
  const details = new DetailsWatcher({
    store,
    clock,
    contextFor,
    accessTokens: new AccessTokens({ store, clock, refreshScheduler }),
    emit: (shown) => events.emit('detailsChanged', shown),
  });
  const customServices = new CustomServices({
    store,
    oauth,
    register(registration) {
      const registered = catalogue.register(registration);
      return registered?.kind === 'ok' ? registered.value : null;
    },
    onChange: loadServices,
  });
  const signIn = new SignIn({
    store,
    clock,
    oauth,
    contextFor,
    adjuster,
    userAgent: options.userAgent,
    linkScheme: options.linkScheme,
    onChange: emitAttempts,
    onUserReturn: options.onUserReturn,
    onConnected: refreshScheduler.follow,
    registrations: createClientRegistrations({
      store,
      now: () => clock.now(),
      onChange: loadServices,
    }),
    planFor: (pending) => {
      const service = catalogue.find(pending.terms.serviceId);
      const entry = pending.connectionId === null ? null : store.get(pending.connectionId);
      return service && { service, connection: entry?.connection ?? null };
    },
  });
  const inbox = new CallbackInbox((address) => signIn.receive(address));
  const vaultSession = new VaultSession({
    vault,
    store,
    loadServices,
    onViewChange: (view) => events.emit('vaultChanged', view),
    onLoaded: resume,
    stop,
    restart: options.restart,
  });
  const vaultRetry = createVaultRetry(vault, clock, systemState);
  settings.onChange((view) => events.emit('settingsChanged', view));
  store.onChange((change) => {
    events.connectionsChanged(change);
    void details.connectionsChanged(change.kind === 'all' ? 'all' : change.connectionIds);
  });

  function emitClock(): void {
    events.emit('clockChanged', clockCheck.view());
  }

  function emitServices(): void {
    events.emit('servicesChanged', catalogue.view());
  }

  function emitAttempts(): void {
    events.emit('attemptsChanged', signIn.views());
  }

  async function loadServices(): Promise<void> {
    catalogue.replaceCustom(vault.recordStore ? await vault.recordStore.services() : []);
    emitServices();
  }

  /** Connections first: sign-ins that cannot be resumed must not keep connections from being refreshed. */
  async function resume(): Promise<void> {
    refreshScheduler.resume();
    disconnector.resume();
    await signIn.resume().catch(() => undefined);
    await inbox.open();
  }

  async function stop(): Promise<void> {
    vaultRetry.stop();
    signIn.stop();
    availability.stop();
    await refreshScheduler.stop();
    await disconnector.stop();
    // Only now: answers that came in until here may each have started it again.
    clockCheck.stop();
    await vault.close();
    events.stop();
  }

  return {
    vault,
    catalogue,
    store,
    signIn,
    refreshScheduler,
    disconnector,
    details,
    customServices,
    vaultRetry,
    emit: (event, payload) => events.emit(event, payload),
    start: () => vaultSession.open(),
    emitAll() {
      events.emit('vaultChanged', vaultSession.view);
      events.emit('settingsChanged', settings.view);
      emitClock();
      // The connections before the rest: they are what the window shows first.
      if (vaultSession.isLoaded) {
        events.connectionsChanged({ kind: 'all' });
        void details.connectionsChanged('all');
      }
      emitServices();
      emitAttempts();
      events.emitUnsentEnds();
    },
    receive: (address) => inbox.receive(address),
    serviceOf: (connection) => serviceOfConnection(connection, catalogue, store),
    tryVaultAgain: () => vaultSession.tryAgain(),
    openArchived: (name) => vaultSession.restoreArchived(name),
    stop,
  };
}
