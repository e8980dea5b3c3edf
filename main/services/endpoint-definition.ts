/** Where a service without metadata is to be reached, and how. Part of the schema of a definition. */
import * as z from 'zod';

import { memberPath } from '../connections/service-adjustment.js';
import { endpointAddress } from './address.js';

/** How a token is ended: RFC 7009, or one of the ways of main/services/adjustments/revocation.ts. */
const revoke = z.union(
  [
    endpointAddress,
    z.strictObject({
      url: endpointAddress,
      style: z.enum(['rfc7009', 'bearer', 'github', 'hubspot', 'twitch']),
    }),
    /** Known to have none, which is more than not being known to have one. */
    z.literal('not_offered'),
  ],
  { error: 'is neither an https address nor a way to revoke' },
);

const userinfo = z.union(
  [
    endpointAddress,
    z.strictObject({
      url: endpointAddress,
      method: z.enum(['get', 'post']).optional(),
      /** Where the account's own id, name and e-mail stand in the answer, e.g. `user.id`. */
      idPath: memberPath.optional(),
      namePath: memberPath.optional(),
      emailPath: memberPath.optional(),
    }),
  ],
  { error: 'is neither an https address nor a description of userinfo' },
);

export const endpoints = z.strictObject({
  authorize: endpointAddress,
  token: endpointAddress,
  /** Where it differs from `token`. */
  refresh: endpointAddress.optional(),
  revoke: revoke.optional(),
  introspect: endpointAddress.optional(),
  userinfo: userinfo.optional(),
  jwks: endpointAddress.optional(),
  device: endpointAddress.optional(),
  register: endpointAddress.optional(),
});
