/**
 * The contract between the window and main, and the only list of it: per request the schema of what
 * the window sends and the type of the reply, per event the type of its payload. The name of an
 * entry is its name everywhere: channel, method of `window.api`, key of the handler, store action
 * and test double. For events the method is `on` and the name (`vaultChanged`: `onVaultChanged`).
 *
 * A reply says whether main accepted the request, or why not; what comes of it arrives by event, so
 * that each piece of state has one writer. A reply carries a value only where the window cannot go
 * on without it and no event may show it, such as a recovery phrase.
 *
 * Main parses each request with its schema before anything else happens (main/electron/ipc-guard.ts).
 * The schemas are functions of the schema library, because the list of names is needed where loading
 * that library would cost time: before the window opens, and in the window.
 *
 * Longer than 250 lines because it is the only list.
 */
import type * as zod from 'zod';

import { type AppAction, appActions } from './app-actions.js';
import type { AttemptView } from './attempt-view.js';
import type { ClockView } from './clock-view.js';
import type {
  ConnectionDetails,
  ConnectionsChange,
  Dependents,
  EndedConnection,
  FinishedRefresh,
} from './connection-view.js';
import {
  event,
  type EventEntry,
  replies,
  request,
  type RequestEntry,
  type Z,
} from './contract-entry.js';
import type { Result } from './failure.js';
import type { HistoryView } from './history-view.js';
import { languageChoices } from './language.js';
import {
  connectionColours,
  labelLimit,
  lockDelays,
  noteLimit,
  projectPages,
  themes,
} from './limits.js';
import type { LockView } from './lock-view.js';
import type { RegionView } from './region-view.js';
import type { Catalogue, ClientInFileView, DefinitionProblem } from './service-view.js';
import type { SettingsView } from './settings-view.js';
import type { VaultView } from './vault-view.js';

const nothing = (z: Z) => z.strictObject({});
const id = (z: Z) => z.string().min(1).max(128);
const attempt = (z: Z) => z.strictObject({ attemptId: id(z) });
const connection = (z: Z) => z.strictObject({ connectionId: id(z) });
/** `inTurn`: one of many that the user chose; it waits until there is room for its requests. */
const oneOfMany = (z: Z) => z.strictObject({ connectionId: id(z), inTurn: z.boolean().optional() });
const service = (z: Z) => z.strictObject({ serviceId: id(z) });
const passphrase = (z: Z) => z.strictObject({ passphrase: z.string().max(1024) });

/** Two ways back into the app; `automatic` lets the app choose the one that works on this computer. */
export const redirectMethodChoices = ['automatic', 'app_link', 'local_address'] as const;
export type RedirectMethodChoice = (typeof redirectMethodChoices)[number];

/**
 * Besides the browser on this computer: a code entered on another device (RFC 8628), no user at all
 * (RFC 6749 §4.4), and an assertion of the platform or of an organisation's identity provider
 * (RFC 7523 §2.1).
 */
export const signInMethodChoices = [
  ...redirectMethodChoices,
  'device_code',
  'service_account',
  'workload_identity',
  'enterprise_managed',
] as const;
export type SignInMethodChoice = (typeof signInMethodChoices)[number];

/** The values that select the server, for a service that runs on many. */
const variables = (z: Z) => z.record(z.string().max(64), z.string().max(512));

type SetUpPageReply =
  | { readonly kind: 'opened' }
  /** It is at a host that the service's connections do not know: nothing was opened. */
  | { readonly kind: 'confirm_page'; readonly from: string; readonly to: string };
/** True once the user has agreed to the host. */
const confirmed = (z: Z) => ({ confirmed: z.boolean().optional() });
const setUpChoice = (z: Z) => z.strictObject({ serviceId: id(z), variables: variables(z) });

/** The redirect URIs of a server whose address is being typed, of a service being set up, or of a sign-in. */
const redirectOf = (z: Z) =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('address'),
      serverAddress: z.string().max(2048),
      /** The issuer the user picked when an API lists several. */
      chosenIssuer: z.string().max(2048).nullable().default(null),
    }),
    z.strictObject({
      kind: z.literal('service'),
      serviceId: id(z),
      variables: variables(z),
    }),
    z.strictObject({ kind: z.literal('attempt'), attemptId: id(z) }),
  ]);

/** The address of a server, with what the user has answered about it. */
const serverAt = (z: Z) =>
  z.strictObject({
    /** An authorization server, its metadata, or an API that names its server (RFC 9728). */
    serverAddress: z.string().max(2048),
    /** The issuer the user picked when an API lists several. */
    chosenIssuer: z.string().max(2048).nullable(),
    /** The issuer the user confirmed for a server whose issuer differs from its address. */
    confirmedIssuer: z.string().max(2048).optional(),
    /** The hosts of `confirm_private_network`, once the user has agreed to them. */
    confirmedPrivateHosts: z.array(z.string().max(255)).max(20).readonly().default([]),
  });

/** A question to the user about a server; the request is sent again with the answer. */
type ServerQuestion =
  /** The API trusts several servers. */
  | { readonly kind: 'choose_server'; readonly issuers: readonly string[] }
  /** The server calls itself otherwise. */
  | { readonly kind: 'confirm_issuer'; readonly issuer: string }
  /** It leads into the user's network. */
  | { readonly kind: 'confirm_private_network'; readonly hosts: readonly string[] };

/** Where the assertion comes from, for the methods that present one; others ignore it. */
const assertionSource = (z: Z) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('file'), path: z.string().max(4096) }),
    z.strictObject({ kind: z.literal('identity_provider'), connectionId: z.string().max(128) }),
  ]);

export const requests = {
  /** The window listens: main sends it everything there is. */
  windowReady: request(nothing),

  // vault
  keepUntilQuit: request(nothing),
  protectByPassphrase: request(passphrase),
  unlockVault: request(passphrase),
  /** Tries again to open a vault that did not open, if need be by restarting the app. */
  retryUnlock: request(nothing),
  /** Makes a recovery phrase that waits to be confirmed. This reply is the only time it crosses. */
  offerRecovery: request(nothing, replies<{ readonly passphrase: string }>()),
  printRecoverySheet: request(nothing),
  /** The phrase or its last two groups, typed from the sheet: only then does it open the vault. */
  confirmRecovery: request(passphrase),
  abandonRecovery: request(nothing),
  removeRecovery: request(nothing),
  /** Archives a vault that does not open, beside it under another name, and starts with an empty one. */
  startNewVault: request(nothing),
  /** Swaps the vault with an archived one and restarts the app. */
  openArchivedVault: request((z) => z.strictObject({ name: z.string().max(128) })),

  /** Hides every name until the user unlocks it; also without the data key, where a passphrase protects it. */
  lock: request(nothing),
  unlock: request(nothing),

  // services
  /** Looks at a server and says what it needs. Nothing is stored, and the app is not registered. */
  inspectServer: request(
    serverAt,
    replies<
      | ServerQuestion
      | {
          readonly kind: 'found';
          /** In ASCII, as its name until the user gives it another. */
          readonly host: string;
          /** The app registers itself there, or needs no registration: no client ID has to be entered. */
          readonly registersApp: boolean;
          /** It offers codes for another device (RFC 8628). */
          readonly hasDeviceCode: boolean;
        }
    >(),
  ),
  addService: request(
    (z) =>
      serverAt(z).extend({
        /** Empty or left out: its host. */
        name: z.string().trim().max(labelLimit).optional(),
        /** Empty: the app registers itself, where the server lets it (RFC 7591). */
        clientId: z.string().max(1024),
        /** A secret, or a private key (PEM or JWK, RFC 7523). */
        clientSecret: z.string().max(16_384),
        /** As typed, separated by spaces. Empty: the app picks what suits the server. */
        scopes: z.string().max(4096),
        method: z.enum(signInMethodChoices),
        assertion: assertionSource(z).nullable(),
      }),
    replies<ServerQuestion | { readonly kind: 'added'; readonly serviceId: string }>(),
  ),
  /** Gives a service that ships without a client ID one. */
  setUpService: request(
    (z) =>
      z.strictObject({
        serviceId: id(z),
        clientId: z.string().max(1024),
        clientSecret: z.string().max(16_384),
        variables: variables(z),
        /** Signs in by a code on another device, whatever the service's definition says. */
        usesDeviceCode: z.boolean().optional(),
      }),
    replies<{ readonly serviceId: string }>(),
  ),
  removeService: request(service),
  /** "Finish at the service"; by service, because it is also offered once the connection is gone. */
  openAccountPage: request(
    (z) =>
      z.strictObject({
        serviceId: id(z),
        /** The user's choice, where the page has moved. */
        page: z.enum(['as_connected', 'moved']).optional(),
      }),
    replies<
      | { readonly kind: 'opened' }
      /** Its host is another than when the service was connected: nothing was opened. */
      | { readonly kind: 'confirm_page'; readonly from: string; readonly to: string }
    >(),
  ),
  /** The service's own page on how to register a client. */
  openServiceDocs: request(
    (z) => z.strictObject({ serviceId: id(z), ...confirmed(z) }),
    replies<SetUpPageReply>(),
  ),
  /** The service's own page with the form for a new app. */
  openRegistrationForm: request(
    (z) => z.strictObject({ serviceId: id(z), variables: variables(z), ...confirmed(z) }),
    replies<SetUpPageReply>(),
  ),
  /** The message to an administrator who registers the app for the user, with the redirect URIs. */
  getSetUpRequest: request(setUpChoice, replies<{ readonly text: string }>()),
  copySetUpRequest: request(setUpChoice),
  /** Saves the file in which they enter the client ID. */
  saveClientFile: request(setUpChoice),
  /** Reads the file that came back. Nothing is contacted or stored (H95). */
  openClientFile: request(
    nothing,
    replies<
      | { readonly kind: 'canceled' }
      | { readonly kind: 'problems'; readonly problems: readonly DefinitionProblem[] }
      | {
          readonly kind: 'clients';
          readonly fileId: string;
          readonly clients: readonly ClientInFileView[];
        }
    >(),
  ),
  /** Stores the clients of that file. */
  importClients: request(
    (z) => z.strictObject({ fileId: id(z) }),
    replies<{ readonly serviceIds: readonly string[] }>(),
  ),
  getRedirectUris: request(
    redirectOf,
    /** Null where the service does not allow it. */
    replies<{
      readonly appLink: string | null;
      /** Without a port where any port will do (RFC 8252 §7.3). */
      readonly localAddress: string | null;
    }>(),
  ),
  copyRedirectUri: request((z) =>
    z.strictObject({ of: redirectOf(z), method: z.enum(['app_link', 'local_address']) }),
  ),

  // connections
  addConnection: request((z) =>
    z.strictObject({
      serviceId: id(z),
      /** Those of the service's scopes that the user chose; left out: what the service has by default. */
      scopes: z.array(z.string().min(1).max(512)).min(1).max(200).readonly().optional(),
    }),
  ),
  signInAgain: request(connection),
  /** Signs in again for these scopes besides those of the connection, which stays the same one. */
  requestMoreScopes: request((z) =>
    z.strictObject({
      connectionId: id(z),
      /** As typed, separated by spaces. */
      scopes: z.string().trim().min(1).max(4096),
    }),
  ),
  /** Ends in `refreshFinished`. */
  refreshConnection: request(oneOfMany),
  renameConnection: request((z) =>
    z.strictObject({
      connectionId: id(z),
      /** Empty: back to the account's own name. */
      label: z.string().trim().max(labelLimit),
    }),
  ),
  /** Changes what the user has added to a connection; a member that is left out stays as it is. */
  annotateConnection: request((z) =>
    z.strictObject({
      connectionId: id(z),
      /** Null: no colour. */
      colour: z.enum(connectionColours).nullable().optional(),
      /** Empty: no note. */
      note: z.string().trim().max(noteLimit).optional(),
    }),
  ),
  /** Binds tokens to a key of this computer (RFC 9449), or not, from the next sign-in on. */
  setTokenBinding: request((z) => z.strictObject({ connectionId: id(z), bind: z.boolean() })),
  /** Read for the question before disconnecting. */
  getDependents: request(connection, replies<Dependents>()),
  /** Accepted once it is stored; `connectionEnded` follows when the service has answered. */
  disconnectConnection: request(oneOfMany),
  removeConnection: request(
    connection,
    /** True if `undoRemoval` can bring it back, for a minute at least. */
    replies<{ readonly canUndo: boolean }>(),
  ),
  undoRemoval: request(connection),
  /** Sends `detailsChanged` for this connection from now on; null: for none. */
  watchConnection: request((z) => z.strictObject({ connectionId: id(z).nullable() })),
  /** Asks the server about the access token (RFC 7662); the answer comes with `detailsChanged`. */
  introspectToken: request(connection),
  /** Ends the browser's session at the service (RP-Initiated Logout); no token goes along. */
  openSignOutPage: request(connection),
  /** Copies a message for the administrator who has to allow the access. */
  copyConnectionAdminRequest: request(connection),
  copyAccountEmail: request(connection),

  // connections that have ended
  /** Sends `historyChanged` from now on, with the activity of this one; null: without any. */
  watchHistory: request((z) => z.strictObject({ activityOf: id(z).nullable() })),
  /** Stops what `watchHistory` started. */
  closeHistory: request(nothing),
  /** Deletes what stayed of a connection that has ended. */
  deleteEnded: request(connection),
  deleteHistory: request(nothing),

  // sign-ins in progress
  openBrowserAgain: request(attempt),
  copySignInLink: request(attempt),
  copyAttemptAdminRequest: request(attempt),
  pasteAddress: request((z) =>
    z.strictObject({ attemptId: id(z), address: z.string().max(65_536) }),
  ),
  changeSignInMethod: request((z) =>
    z.strictObject({
      attemptId: id(z),
      method: z.enum(['app_link', 'local_address', 'device_code']),
    }),
  ),
  /** The user has seen which private hosts the server names and wants to go on. */
  confirmPrivateNetwork: request(attempt),
  /** The user has seen where the service has moved and wants to go on there. */
  confirmMove: request(attempt),
  /** Goes on where the connection was made instead. */
  keepServer: request(attempt),
  /** Adds the other account, at which signing in again ended, as a connection of its own. */
  keepAsNewConnection: request(attempt),
  retryAttempt: request(attempt),
  /** Cancels an attempt that goes on; one that has ended is no longer listed. */
  closeAttempt: request(attempt),

  /** The actions that the window can carry out now: its menu offers only those. */
  reportActions: request((z) => z.strictObject({ possible: z.array(z.enum(appActions)) })),

  // settings
  /** A setting that is left out stays as it is. */
  changeSettings: request((z) =>
    z.strictObject({
      closeToTray: z.boolean().optional(),
      startAtLogin: z.boolean().optional(),
      notify: z.boolean().optional(),
      theme: z.enum(themes).optional(),
      language: z.enum(languageChoices).optional(),
      lockAfter: z.enum(lockDelays).optional(),
      lockWithSystem: z.boolean().optional(),
    }),
  ),
  /** Opens a page of the Lanyard project. */
  openProjectPage: request((z) => z.strictObject({ page: z.enum(projectPages) })),
  /** Checks again what this computer offers, because the user is looking at the settings. */
  checkSettings: request(nothing),
};

export const events = {
  /** While locked, the only events are this one and those about vault, settings and region. */
  lockChanged: event<LockView>(),
  vaultChanged: event<VaultView>(),
  servicesChanged: event<Catalogue>(),
  connectionsChanged: event<ConnectionsChange>(),
  /** The newest last. */
  attemptsChanged: event<readonly AttemptView[]>(),
  /** Null: nothing is watched, or the watched connection is gone. */
  detailsChanged: event<ConnectionDetails | null>(),
  /** A refresh that the window requested. `connectionsChanged` with its outcome comes before it. */
  refreshFinished: event<FinishedRefresh>(),
  connectionEnded: event<EndedConnection>(),
  historyChanged: event<HistoryView>(),
  settingsChanged: event<SettingsView>(),
  clockChanged: event<ClockView>(),
  /** The language, or the time zone or hour cycle of this computer, changed. */
  regionChanged: event<RegionView>(),
  /** The user clicked a notification or the tray: show this connection; null: all that need attention. */
  /** The user chose an action in a menu of the system. */
  actionChosen: event<{ readonly action: AppAction }>(),
  attentionRequested: event<{ readonly connectionId: string | null }>(),
};

/**
 * Requests that open the browser or a dialog of the system, or contact a server that the window names:
 * the guard lets one through per click or key (main/electron/user-gestures.ts).
 */
export const gestureRequests = [
  'unlock',
  'printRecoverySheet',
  'inspectServer',
  'addService',
  'setUpService',
  'openAccountPage',
  'openServiceDocs',
  'openRegistrationForm',
  'saveClientFile',
  'openClientFile',
  'importClients',
  'addConnection',
  'signInAgain',
  'requestMoreScopes',
  'openSignOutPage',
  'openBrowserAgain',
  'openProjectPage',
  'changeSignInMethod',
  'confirmPrivateNetwork',
  'confirmMove',
  'keepServer',
  'retryAttempt',
] as const satisfies readonly RequestName[];

export type RequestName = keyof typeof requests;
export const requestNames = Object.keys(requests) as RequestName[];

/** As the window sends it. */
export type RequestOf<R extends RequestName> = zod.input<
  ReturnType<(typeof requests)[R]['schema']>
>;
/** As a handler gets it, parsed. */
export type ParsedRequestOf<R extends RequestName> = zod.output<
  ReturnType<(typeof requests)[R]['schema']>
>;
export type ReplyOf<R extends RequestName> =
  (typeof requests)[R] extends RequestEntry<zod.ZodType, infer Reply> ? Reply : never;

export type EventName = keyof typeof events;
export const eventNames = Object.keys(events) as EventName[];

export type PayloadOf<E extends EventName> =
  (typeof events)[E] extends EventEntry<infer Payload> ? Payload : never;

/** Main's side of the requests; the guard has checked sender and schema. */
export type RequestHandlers = {
  readonly [R in RequestName]: (
    request: ParsedRequestOf<R>,
  ) => Result<ReplyOf<R>> | Promise<Result<ReplyOf<R>>>;
};
