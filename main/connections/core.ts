/**
 * Puts the domain together: Lanyard without its window, disk and operating system.
 *
 * Longer than 250 lines because it creates every part of the domain, and says what each depends on.
 */
import type { Failure } from '../../ipc/failure.js';
import type { Catalogue } from '../../ipc/service-view.js';
import { createRequestLimiter } from '../concurrency/request-limiter.js';
import type { OAuthContext } from '../oauth/context.js';
import { KnownSecrets } from '../oauth/known-secrets.js';
import { observeSecrets } from '../oauth/observe-secrets.js';
import { hostOf } from '../oauth/outcome.js';
import type { PeerUsers } from '../oauth/peer-user.js';
import { observeServerDates } from '../oauth/server-date.js';
import type { Adjuster } from '../ports/adjuster.js';
import type { AssertionFiles } from '../ports/assertion-files.js';
import type { Clock } from '../ports/clock.js';
import type { LinkScheme } from '../ports/link-scheme.js';
import type { Region } from '../ports/region.js';
import type { Settings } from '../ports/settings.js';
import type { SystemState } from '../ports/system-state.js';
import type { UserAgent } from '../ports/user-agent.js';
import type { UserPresence } from '../ports/user-presence.js';
import type { Vault } from '../ports/vault.js';
import type { EmitEvent, WindowPort } from '../ports/window.js';
import { AccessTokens } from './access-token.js';
import { AccountPages } from './account-pages.js';
import { Assertions } from './assertions.js';
import { createAutoLock } from './auto-lock.js';
import { CallbackInbox } from './callback-inbox.js';
import {
  type ConnectionStore,
  createConnectionStore,
  type StoreChange,
} from './connection-store.js';
import type { Connection } from './connection.js';
import type { CustomRegistration, CustomService } from './custom-service.js';
import { Disconnector } from './disconnect/disconnect.js';
import { serviceNameOf } from './identity.js';
import { Lock } from './lock.js';
import { type Availability, createAvailability } from './refresh/availability.js';
import { type ClockCheck, createClockCheck } from './refresh/clock-check.js';
import { RefreshScheduler } from './refresh/refresh-scheduler.js';
import { createClientRegistrations } from './registration/client-registrations.js';
import { CustomServices } from './registration/custom-services.js';
import { Removals } from './removals.js';
import { type ContextFor, createContextFor } from './service-context.js';
import { serviceOfConnection } from './service-of-connection.js';
import type { ClientRegistration, Service, ServiceCatalogue } from './service.js';
import { planOfPending } from './sign-in/pending-plan.js';
import { SignIn } from './sign-in/sign-in.js';
import { createVaultRetry, type VaultRetry } from './vault-retry.js';
import { VaultSession } from './vault-session.js';
import { DetailsWatcher } from './views/connection-details.js';
import { History } from './views/history.js';
import { WindowEvents } from './views/window-events.js';

export interface CustomizableCatalogue extends ServiceCatalogue {
  replaceCustom(services: readonly (CustomService | CustomRegistration)[]): void;
  /** The service a registration makes; null: no such definition; 'unfit': a variable does not fit. */
  register(
    registration: ClientRegistration,
  ): { readonly kind: 'ok'; readonly value: Service } | { readonly kind: 'unfit' } | null;
  /** The name of a connection's service: with its host where it could be taken for another. */
  nameOf(connected: {
    readonly id: string;
    readonly name: string;
    readonly host: string | null;
  }): string;
  view(): Catalogue;
}

export interface Restart {
  /** Opens no window if none is in sight now. */
  readonly staysHidden: boolean;
}

export interface CoreOptions {
  readonly vault: Vault;
  readonly catalogue: CustomizableCatalogue;
  readonly clock: Clock;
  readonly oauth: OAuthContext;
  /** The address of this app's metadata document (oauth/client-metadata.ts); null: none is published. */
  readonly clientMetadataUrl?: string | null;
  readonly adjuster: Adjuster;
  readonly userAgent: UserAgent;
  readonly userPresence: UserPresence;
  readonly linkScheme: LinkScheme;
  readonly peerUsers: PeerUsers;
  readonly systemState: SystemState;
  readonly settings: Settings;
  readonly region: Region;
  readonly window: WindowPort;
  /** Starts the app again in a new process; everything in this one has ended. */
  readonly restart: (how?: Restart) => void;
  /** From 0 (included) to 1 (excluded), for jitter only. */
  readonly random: () => number;
  readonly assertionFiles: AssertionFiles;
  /** The user has answered a sign-in elsewhere and expects the app now. */
  readonly onUserReturn: () => void;
}

export interface Core {
  readonly vault: Vault;
  readonly catalogue: CustomizableCatalogue;
  readonly store: ConnectionStore;
  readonly secrets: KnownSecrets;
  readonly signIn: SignIn;
  readonly refreshScheduler: RefreshScheduler;
  readonly disconnector: Disconnector;
  readonly details: DetailsWatcher;
  readonly history: History;
  readonly removals: Removals;
  readonly customServices: CustomServices;
  readonly accountPages: AccountPages;
  readonly vaultRetry: VaultRetry;
  readonly lock: Lock;
  readonly emit: EmitEvent;
  /** Opens the vault and resumes what was under way. Resolves once the window has been sent what is in it. */
  start(): Promise<void>;
  /** Sends a window that is new, or was loaded again, everything it shows. */
  emitAll(): void;
  /** An address that came back from a browser; accepted before the vault is open, too. */
  receive(address: string): void;
  /** The service to sign in again with. Rejects with StorageError. */
  serviceOf(connection: Connection): Promise<Service>;
  /** Refreshes every connection that can be, as if the user had asked for each. */
  refreshAll(): void;
  /** The user wants the vault opened. */
  tryVaultAgain(): Promise<void>;
  /** Replaces the vault by an archived one and restarts the app. */
  openArchived(name: string): Promise<Failure | null>;
  /** Ends in order; what is under way is finished first. */
  stop(): Promise<void>;
}

export function createCore(options: CoreOptions): Core {
  return new LanyardCore(options);
}

class LanyardCore implements Core {
  readonly vault: Vault;
  readonly catalogue: CustomizableCatalogue;
  readonly store: ConnectionStore;
  readonly secrets: KnownSecrets;
  readonly signIn: SignIn;
  readonly refreshScheduler: RefreshScheduler;
  readonly disconnector: Disconnector;
  readonly details: DetailsWatcher;
  readonly history: History;
  readonly removals: Removals;
  readonly customServices: CustomServices;
  readonly accountPages: AccountPages;
  readonly vaultRetry: VaultRetry;
  readonly lock: Lock;
  readonly #settings: Settings;
  readonly #region: Region;
  readonly #events: WindowEvents;
  readonly #clockCheck: ClockCheck;
  readonly #availability: Availability;
  readonly #inbox: CallbackInbox;
  readonly #vaultSession: VaultSession;
  readonly #stopAutoLock: () => void;

  constructor(options: CoreOptions) {
    const { vault, catalogue, clock, adjuster, systemState, settings, random } = options;
    this.vault = vault;
    this.catalogue = catalogue;
    this.#settings = settings;
    this.#region = options.region;
    const knownSecrets = new KnownSecrets();
    this.secrets = knownSecrets;
    const store = createConnectionStore(vault, knownSecrets);
    this.store = store;
    vault.onChange(({ kind }) => {
      if (kind !== 'open') knownSecrets.clear();
    });
    this.lock = new Lock({
      vault,
      userPresence: options.userPresence,
      startAgain: async () => {
        await this.stop();
        options.restart({ staysHidden: true });
      },
    });
    this.#events = new WindowEvents({
      store,
      clock,
      window: options.window,
      vaultIsOpen: () => vault.view.kind === 'open',
      hidesNames: () => this.lock.hidesNames,
      scopeDescriptionsOf: (serviceId) => catalogue.find(serviceId)?.scopeDescriptions ?? {},
      nameOf: (connection) =>
        catalogue.nameOf({
          id: connection.serviceId,
          name: serviceNameOf(connection),
          host: hostOf(connection.server.issuer),
        }),
    });
    this.#clockCheck = createClockCheck(clock, () => this.#emitClock());
    const oauth = {
      ...options.oauth,
      fetch: observeSecrets(
        observeServerDates(options.oauth.fetch, this.#clockCheck.observe),
        (host, secrets) => knownSecrets.add(host, secrets),
      ),
    };
    const contextFor = createContextFor(
      oauth,
      adjuster,
      (serviceId) => catalogue.find(serviceId)?.refusals ?? null,
    );
    const availability = createAvailability(clock, systemState);
    this.#availability = availability;
    availability.onAvailable(() => {
      this.disconnector.checkDue();
      this.disconnector.networkIsBack();
    });
    const assertions = new Assertions({
      store,
      clock,
      contextFor,
      files: options.assertionFiles,
      refresh: (connectionId) => this.refreshScheduler.refresh(connectionId),
    });
    const shared = { store, clock, contextFor, assertions, availability, random };
    const requestLimiter = createRequestLimiter();
    const refreshScheduler = new RefreshScheduler({
      ...shared,
      requestQueue: requestLimiter.createQueue(),
    });
    this.refreshScheduler = refreshScheduler;
    this.accountPages = new AccountPages({ catalogue, store, clock });
    this.disconnector = new Disconnector({
      ...shared,
      requestQueue: requestLimiter.createQueue(),
      waitForRefresh: refreshScheduler.whenIdle,
      onEnded: (ended, accountPage) => {
        this.accountPages.noteEnded(ended.serviceId, accountPage);
        this.#events.connectionEnded(ended);
      },
    });
    this.details = new DetailsWatcher({
      ...shared,
      accessTokens: new AccessTokens({ store, clock, refreshScheduler }),
      emit: (shown) => this.#events.emit('detailsChanged', shown),
    });
    this.history = new History({
      store,
      accountPages: this.accountPages,
      emit: (history) => this.#events.emit('historyChanged', history),
    });
    this.customServices = new CustomServices({
      store,
      oauth,
      clientMetadataUrl: options.clientMetadataUrl ?? null,
      register(registration) {
        const registered = catalogue.register(registration);
        return registered?.kind === 'ok' ? registered.value : null;
      },
      onChange: () => this.#loadServices(),
    });
    this.signIn = this.#createSignIn(options, oauth, contextFor, assertions);
    this.#inbox = new CallbackInbox((address) => this.signIn.receive(address));
    this.#vaultSession = new VaultSession({
      vault,
      store,
      loadServices: () => this.#loadServices(),
      onViewChange: (view) => this.#events.emit('vaultChanged', view),
      onLoaded: () => this.#resume(),
      stop: () => this.stop(),
      restart: options.restart,
    });
    this.removals = new Removals({
      store,
      clock,
      accountPages: this.accountPages,
      waitForRefresh: this.refreshScheduler.whenIdle,
      onRestored: this.refreshScheduler.follow,
    });
    this.vaultRetry = createVaultRetry(vault, clock, systemState);
    this.lock.onChange(() => this.#lockChanged());
    this.#stopAutoLock = createAutoLock({
      clock,
      systemState,
      settings,
      lock: () => void this.lock.lock(),
    });
    settings.onChange((view) => this.#events.emit('settingsChanged', view));
    this.#region.onChange((view) => this.#events.emit('regionChanged', view));
    store.onChange((change) => this.#connectionsChanged(change));
  }

  // Arrow functions, because the requests of the window spread the core.

  readonly emit: EmitEvent = (event, payload) => this.#events.emit(event, payload);

  readonly serviceOf = (connection: Connection): Promise<Service> =>
    serviceOfConnection(connection, this.catalogue, this.store);

  readonly tryVaultAgain = (): Promise<void> => this.#vaultSession.tryAgain();

  readonly openArchived = (name: string): Promise<Failure | null> =>
    this.#vaultSession.restoreArchived(name);

  readonly emitAll = (): void => {
    const events = this.#events;
    events.emit('lockChanged', { isLocked: this.lock.isLocked });
    events.emit('vaultChanged', this.#vaultSession.view);
    events.emit('settingsChanged', this.#settings.view);
    events.emit('regionChanged', this.#region.view);
    this.#emitClock();
    // The connections before the rest: they are what the window shows first.
    if (this.#vaultSession.isLoaded) this.#connectionsChanged({ kind: 'all' });
    this.#emitServices();
    this.#emitAttempts();
    events.emitUnsentEnds();
  };

  refreshAll(): void {
    for (const { connection } of this.store.all()) {
      const { id, hasRefreshToken, standing } = connection;
      // How each ends is shown with its state.
      if (hasRefreshToken && standing.kind === 'active') {
        void this.refreshScheduler.refreshInTurn(id).catch(() => undefined);
      }
    }
  }

  start(): Promise<void> {
    return this.#vaultSession.open();
  }

  receive(address: string): void {
    this.#inbox.receive(address);
  }

  async stop(): Promise<void> {
    this.#stopAutoLock();
    this.vaultRetry.stop();
    this.signIn.stop();
    this.#availability.stop();
    this.removals.forgetAll();
    await this.refreshScheduler.stop();
    await this.disconnector.stop();
    // Only now: answers that came in until here may each have started it again.
    this.#clockCheck.stop();
    await this.vault.close();
    this.#events.stop();
  }

  #createSignIn(
    options: CoreOptions,
    oauth: OAuthContext,
    contextFor: ContextFor,
    assertions: Assertions,
  ): SignIn {
    const { clock, catalogue, adjuster, userAgent, linkScheme, peerUsers, onUserReturn } = options;
    const { store } = this;
    return new SignIn({
      availability: this.#availability,
      random: options.random,
      store,
      secrets: this.secrets,
      clock,
      oauth,
      contextFor,
      assertions,
      adjuster,
      userAgent,
      linkScheme,
      peerUsers,
      onChange: () => this.#emitAttempts(),
      onUserReturn,
      onConnected: this.refreshScheduler.follow,
      registrations: createClientRegistrations({
        store,
        now: () => clock.now(),
        onChange: () => this.#loadServices(),
      }),
      planFor: (pending) => planOfPending(pending, catalogue, store),
    });
  }

  /** Connections first: sign-ins that cannot be resumed must not keep connections from being refreshed. */
  async #resume(): Promise<void> {
    this.refreshScheduler.resume();
    this.disconnector.resume();
    await this.signIn.resume().catch(() => undefined);
    await this.#inbox.open();
  }

  async #loadServices(): Promise<void> {
    const isOpen = this.vault.recordStore !== null;
    this.catalogue.replaceCustom(isOpen ? await this.store.recordStore().services() : []);
    this.#emitServices();
  }

  #lockChanged(): void {
    if (!this.lock.isLocked) {
      this.emitAll();
      return;
    }
    this.vault.recovery.abandon();
    this.#events.emit('lockChanged', { isLocked: true });
    void this.details.watch(null);
    this.removals.forgetAll();
  }

  #connectionsChanged(change: StoreChange): void {
    this.#events.connectionsChanged(change);
    void this.details.connectionsChanged(change.kind === 'all' ? 'all' : change.connectionIds);
    void this.history.connectionsChanged(change);
  }

  #emitClock(): void {
    this.#events.emit('clockChanged', this.#clockCheck.view());
  }

  #emitServices(): void {
    this.#events.emit('servicesChanged', this.catalogue.view());
  }

  #emitAttempts(): void {
    this.#events.emit('attemptsChanged', this.signIn.views());
  }
}
