/** How a service refuses, where not as RFC 6749 §5.2 says: a part of the schema of a definition. */
import * as z from 'zod';

import { because } from './definition-problem.js';
import { displayable } from './displayable.js';
import { memberPath } from './endpoint-definition.js';

const text = z.string().min(1).max(300);
const form = z.strictObject({
  /** HTTP status. Left out: any, as for services that refuse with a success. */
  status: z.number().int().min(400).max(499).optional(),
  /** Members of the JSON body by path, e.g. `errors.0.errorType`, all of which have to fit. */
  body: z
    .record(
      memberPath,
      z.union([text, z.number(), z.strictObject({ startsWith: text })], {
        error: because('invalid_refusal'),
      }),
    )
    .refine((members) => Object.keys(members).length > 0, because('invalid_refusal')),
});

/** Known to follow the standard, or its own forms; left out, it is unknown. */
const refusal = z.union([z.literal('standard'), z.array(form).min(1).max(20)], {
  error: because('invalid_refusal'),
});

export const refusals = z.strictObject({
  /** The answer to a refresh token that is expired, revoked or was never valid. */
  deadRefreshToken: refusal.optional(),
  /** The answer to a wrong client ID or secret. */
  wrongClient: refusal.optional(),
  source: displayable('source'),
});
