/** The endpoints of a service without metadata: a part of the schema of a definition. */
import * as z from 'zod';

import { endpointAddress } from './address.js';
import { because } from './definition-problem.js';

/** The path of a member of a JSON object, e.g. `owner.user.id` or `data.0.id`. */
export const memberPath = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$/, because('invalid_path'));

/** Revocation by RFC 7009, or by an adjustment (main/services/adjustments/revocation.ts). */
const revoke = z.union(
  [
    endpointAddress,
    z.strictObject({
      url: endpointAddress,
      style: z.enum(['rfc7009', 'bearer', 'github', 'hubspot', 'twitch']),
    }),
    /** Known to have none; left out, it is unknown whether there is one. */
    z.literal('not_offered'),
  ],
  { error: because('invalid_revocation') },
);

const userinfo = z.union(
  [
    endpointAddress,
    z.strictObject({
      url: endpointAddress,
      method: z.enum(['get', 'post']).optional(),
      /** The account's id, name and e-mail in the response, e.g. `user.id`. */
      idPath: memberPath.optional(),
      namePath: memberPath.optional(),
      emailPath: memberPath.optional(),
    }),
  ],
  { error: because('invalid_userinfo') },
);

export const endpoints = z.strictObject({
  authorize: endpointAddress,
  token: endpointAddress,
  /** Only where it differs from `token`. */
  refresh: endpointAddress.optional(),
  revoke: revoke.optional(),
  introspect: endpointAddress.optional(),
  userinfo: userinfo.optional(),
  jwks: endpointAddress.optional(),
  device: endpointAddress.optional(),
  register: endpointAddress.optional(),
});
