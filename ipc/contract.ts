/**
 * The contract: for each request its schema and what its reply holds, for each event its payload.
 * Main parses every request with these schemas before anything else happens (main/electron/door.ts).
 *
 * A reply says only whether a request was taken. State, also of an attempt in progress, arrives by
 * event, so that it has one writer.
 */
import * as z from 'zod';

import type { AttemptView } from './attempt-view.js';
import type { EventChannel, RequestChannel } from './channels.js';
import type { ConnectionDetails, ConnectionsChange, EndedConnection } from './connection-view.js';
import { labelLimit } from './limits.js';
import type { Catalogue } from './service-view.js';
import type { SettingsView } from './settings-view.js';
import type { ClockView } from './clock-view.js';
import type { VaultView } from './vault-view.js';

const nothing = z.strictObject({});
const id = z.string().min(1).max(128);
const attempt = z.strictObject({ attemptId: id });
const connection = z.strictObject({ connectionId: id });

/** Two ways back into the app; `automatic` lets the app choose the one that works on this computer. */
export const redirectWay = z.enum(['automatic', 'app_link', 'local_address']);
export type RedirectWay = z.infer<typeof redirectWay>;

/** Besides the browser on this computer: a code typed in elsewhere (RFC 8628), and no person at all (RFC 6749 §4.4). */
export const signInWay = z.enum([...redirectWay.options, 'device_code', 'service_account']);
export type SignInWay = z.infer<typeof signInWay>;

/** Whose redirect URI: of a server that is being typed in, of a service being set up, or of a sign-in. */
const redirectOf = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('address'),
    serverAddress: z.string().max(2048),
    /** Of an API that named several servers: the one the person chose. */
    chosenIssuer: z.string().max(2048).nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('service'),
    serviceId: id,
    variables: z.record(z.string().max(64), z.string().max(512)),
  }),
  z.strictObject({ kind: z.literal('attempt'), attemptId: id }),
]);

export const requests = {
  'window:ready': nothing,

  'vault:keep-until-quit': nothing,
  'vault:protect-by-passphrase': z.strictObject({ passphrase: z.string().max(1024) }),
  'vault:unlock': z.strictObject({ passphrase: z.string().max(1024) }),
  'vault:try-again': nothing,
  /** A recovery phrase, offered until it is confirmed or abandoned: this reply is the one time it crosses. */
  'vault:make-recovery': nothing,
  'vault:print-recovery-sheet': nothing,
  /** The phrase or its last two groups, typed from the sheet: only now does it open the vault. */
  'vault:confirm-recovery': z.strictObject({ passphrase: z.string().max(1024) }),
  'vault:abandon-recovery': nothing,
  'vault:remove-recovery': nothing,
  /** Puts a vault that does not open aside, by another name beside it, and starts with an empty one. */
  'vault:start-new': nothing,
  /** Exchanges the vault with one that was put aside, and starts the app again. */
  'vault:open-kept': z.strictObject({ name: z.string().max(128) }),

  'services:add': z.strictObject({
    /** An authorization server, its metadata, or an API that names its server (RFC 9728). */
    serverAddress: z.string().max(2048),
    /** Of an API that named several servers: the one the person chose. */
    chosenIssuer: z.string().max(2048).nullable(),
    /** Empty: the app registers itself, where the server lets it (RFC 7591). */
    clientId: z.string().max(1024),
    /** A secret, or a private key (PEM or JWK, RFC 7523). */
    clientSecret: z.string().max(16_384),
    /** As typed: separated by spaces. Empty: what the app finds fitting for the server. */
    scopes: z.string().max(4096),
    way: signInWay,
  }),
  /** A client ID for a service that ships without one. */
  'services:set-up': z.strictObject({
    serviceId: id,
    clientId: z.string().max(1024),
    clientSecret: z.string().max(16_384),
    variables: z.record(z.string().max(64), z.string().max(512)),
  }),
  'services:remove': z.strictObject({ serviceId: id }),
  'services:describe-redirect': redirectOf,
  /** "Finish at the service"; by service, because it is also offered once the connection is gone. */
  'services:open-account-page': z.strictObject({ serviceId: id }),
  /** The service's own page on how to register a client. */
  'services:open-docs': z.strictObject({ serviceId: id }),

  'connections:add': z.strictObject({ serviceId: id }),
  'connections:sign-in-again': connection,
  'connections:refresh': connection,
  'connections:rename': z.strictObject({
    connectionId: id,
    /** Empty: back to the account's own name. */
    label: z.string().trim().max(labelLimit),
  }),
  'connections:disconnect': connection,
  'connections:remove': connection,
  /** Which connection's details the window wants to see, from now on; null for none. */
  'connections:watch': z.strictObject({ connectionId: id.nullable() }),
  'connections:ask-server': connection,
  /** Ends the browser's session at the service (RP-Initiated Logout); no token goes along. */
  'connections:open-sign-out': connection,
  /** A message for the administrator who has to allow the access, in the clipboard. */
  'connections:copy-admin-request': connection,

  'attempts:open-again': attempt,
  'attempts:copy-link': attempt,
  /** The same for a sign-in in progress. */
  'attempts:copy-admin-request': attempt,
  'attempts:paste-address': z.strictObject({ attemptId: id, address: z.string().max(65_536) }),
  'attempts:change-way': z.strictObject({
    attemptId: id,
    way: z.enum(['app_link', 'local_address', 'device_code']),
  }),
  /** The person has seen what the attempt asked about and wants to go on. */
  'attempts:confirm': attempt,
  /** Of an attempt that ended at another account: add that account beside the old one. */
  'attempts:keep-as-new': attempt,
  'attempts:try-again': attempt,
  'attempts:cancel': attempt,
  /** The window has shown the end of this attempt; forget it. */
  'attempts:dismiss': attempt,

  'clipboard:copy-redirect': z.strictObject({
    of: redirectOf,
    way: z.enum(['app_link', 'local_address']),
  }),

  /** What is left out stays as it is. */
  'settings:change': z.strictObject({
    closeToTray: z.boolean().optional(),
    startAtLogin: z.boolean().optional(),
    notify: z.boolean().optional(),
  }),
  /** The person looks at the settings: what this computer offers is asked anew. */
  'settings:look': nothing,
} as const satisfies Record<RequestChannel, z.ZodType>;

export type RequestOf<C extends RequestChannel> = z.input<(typeof requests)[C]>;
export type ParsedRequestOf<C extends RequestChannel> = z.output<(typeof requests)[C]>;

export interface Replies extends Record<RequestChannel, unknown> {
  'window:ready': null;
  'vault:keep-until-quit': null;
  'vault:protect-by-passphrase': null;
  'vault:unlock': null;
  'vault:try-again': null;
  'vault:make-recovery': { readonly passphrase: string };
  'vault:print-recovery-sheet': null;
  'vault:confirm-recovery': null;
  'vault:abandon-recovery': null;
  'vault:remove-recovery': null;
  'vault:start-new': null;
  'vault:open-kept': null;
  'services:add':
    | { readonly kind: 'added'; readonly serviceId: string }
    /** The API trusts several servers: the person chooses one and asks again. */
    | { readonly kind: 'choose_server'; readonly issuers: readonly string[] };
  'services:set-up': { readonly serviceId: string };
  'services:remove': null;
  'services:describe-redirect': {
    readonly appLink: string;
    /** Without a port where any port will do (RFC 8252 §7.3). */
    readonly localAddress: string;
  };
  'services:open-account-page': null;
  'services:open-docs': null;
  'connections:add': { readonly attemptId: string };
  'connections:sign-in-again': { readonly attemptId: string };
  'connections:refresh': null;
  'connections:rename': null;
  'connections:disconnect': null;
  'connections:remove': null;
  'connections:watch': null;
  'connections:ask-server': null;
  'connections:open-sign-out': null;
  'connections:copy-admin-request': null;
  'attempts:open-again': null;
  'attempts:copy-link': null;
  'attempts:copy-admin-request': null;
  'attempts:paste-address': null;
  'attempts:change-way': null;
  'attempts:confirm': null;
  'attempts:keep-as-new': null;
  'attempts:try-again': { readonly attemptId: string };
  'attempts:cancel': null;
  'attempts:dismiss': null;
  'clipboard:copy-redirect': null;
  'settings:change': null;
  'settings:look': null;
}

export interface Events extends Record<EventChannel, unknown> {
  'vault:changed': VaultView;
  'services:changed': Catalogue;
  'connections:changed': ConnectionsChange;
  /** The newest last. */
  'attempts:changed': readonly AttemptView[];
  /** Null: nothing is watched, or the watched connection is gone. */
  'details:changed': ConnectionDetails | null;
  'connection:ended': EndedConnection;
  'settings:changed': SettingsView;
  'clock:changed': ClockView;
  /**
   * A notification or the tray was clicked: show this connection; null: all that need the person.
   */
  'attention:called': { readonly connectionId: string | null };
}
