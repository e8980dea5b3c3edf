/**
 * The contract: for each request its schema and what its reply holds, for each event its payload.
 * Main parses every request with these schemas before anything else happens (main/electron/ipc-main.ts).
 *
 * A reply says only whether a request was taken. State, also of an attempt in progress, arrives by
 * event, so that it has one writer.
 */
import * as z from 'zod';

import type { AttemptView } from './attempt-view.js';
import type { EventChannel, RequestChannel } from './channels.js';
import type { ConnectionDetails, ConnectionsChange, Farewell } from './connection-view.js';
import { labelLimit } from './limits.js';
import type { Catalogue } from './service-view.js';
import type { VaultView } from './vault-view.js';

const nothing = z.strictObject({});
const id = z.string().min(1).max(128);
const attempt = z.strictObject({ attemptId: id });
const connection = z.strictObject({ connectionId: id });

/** Two ways back into the app; `automatic` lets the app choose the one that works on this computer. */
export const redirectWay = z.enum(['automatic', 'app_link', 'local_address']);
export type RedirectWay = z.infer<typeof redirectWay>;

export const requests = {
  'window:ready': nothing,

  'vault:keep-until-quit': nothing,
  'vault:protect-by-passphrase': z.strictObject({ passphrase: z.string().max(1024) }),
  'vault:unlock': z.strictObject({ passphrase: z.string().max(1024) }),
  'vault:try-again': nothing,

  'services:add': z.strictObject({
    serverAddress: z.string().max(2048),
    clientId: z.string().max(1024),
    clientSecret: z.string().max(4096),
    /** As typed: separated by spaces. Empty: what the app finds fitting for the server. */
    scopes: z.string().max(4096),
    redirectWay,
  }),
  'services:remove': z.strictObject({ serviceId: id }),
  'services:describe-redirect': z.strictObject({ serverAddress: z.string().max(2048) }),
  /** "Finish at the service"; by service, because it is also offered once the connection is gone. */
  'services:open-account-page': z.strictObject({ serviceId: id }),

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

  'attempts:open-again': attempt,
  'attempts:copy-link': attempt,
  'attempts:paste-address': z.strictObject({ attemptId: id, address: z.string().max(65_536) }),
  'attempts:change-way': z.strictObject({
    attemptId: id,
    way: z.enum(['app_link', 'local_address']),
  }),
  /** Of an attempt that ended at another account: add that account beside the old one. */
  'attempts:keep-as-new': attempt,
  'attempts:try-again': attempt,
  'attempts:cancel': attempt,
  /** The window has shown the end of this attempt; forget it. */
  'attempts:dismiss': attempt,

  'clipboard:copy-redirect': z.strictObject({ serverAddress: z.string().max(2048) }),
} as const satisfies Record<RequestChannel, z.ZodType>;

export type RequestOf<C extends RequestChannel> = z.input<(typeof requests)[C]>;
export type ParsedRequestOf<C extends RequestChannel> = z.output<(typeof requests)[C]>;

export interface Replies extends Record<RequestChannel, unknown> {
  'window:ready': null;
  'vault:keep-until-quit': null;
  'vault:protect-by-passphrase': null;
  'vault:unlock': null;
  'vault:try-again': null;
  'services:add': { readonly serviceId: string };
  'services:remove': null;
  'services:describe-redirect': { readonly redirectUri: string };
  'services:open-account-page': null;
  'connections:add': { readonly attemptId: string };
  'connections:sign-in-again': { readonly attemptId: string };
  'connections:refresh': null;
  'connections:rename': null;
  'connections:disconnect': null;
  'connections:remove': null;
  'connections:watch': null;
  'connections:ask-server': null;
  'attempts:open-again': null;
  'attempts:copy-link': null;
  'attempts:paste-address': null;
  'attempts:change-way': null;
  'attempts:keep-as-new': null;
  'attempts:try-again': { readonly attemptId: string };
  'attempts:cancel': null;
  'attempts:dismiss': null;
  'clipboard:copy-redirect': null;
}

export interface Events extends Record<EventChannel, unknown> {
  'vault:changed': VaultView;
  'services:changed': Catalogue;
  'connections:changed': ConnectionsChange;
  'attempts:changed': readonly AttemptView[];
  /** Null: nothing is watched, or the watched connection is gone. */
  'details:changed': ConnectionDetails | null;
  'connection:ended': Farewell;
}
