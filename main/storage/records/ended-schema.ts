/** The stored record of a connection that has ended. */
import * as z from 'zod';

import type { Evidence } from '../../../ipc/connection-view.js';
import type { EndedRecord, Ending } from '../../connections/ended-connection.js';
import type { UnknownValue } from '../../connections/unknown-value.js';
import { exactly } from '../format/exactly.js';
import { object, tolerantUnion } from '../format/tolerant.js';

/** The range of a Date (ECMA-262 §21.4.1.1): the window formats it. */
const time = z.number().min(-8.64e15).max(8.64e15);

const evidence = exactly<Evidence | UnknownValue>()(
  tolerantUnion('kind', [
    object({ kind: z.literal('confirmed'), at: time }),
    object({ kind: z.literal('accepted'), at: time }),
    object({ kind: z.literal('still_accepted'), at: time, accessEndsAt: time.nullable() }),
    object({ kind: z.literal('not_offered'), accessEndsAt: time.nullable() }),
  ]),
);

const ending = exactly<Ending | UnknownValue>()(
  tolerantUnion('kind', [
    object({ kind: z.literal('disconnected'), evidence }),
    object({ kind: z.literal('removed') }),
    object({ kind: z.literal('finished_at_service'), openedAt: time }),
    object({ kind: z.literal('ended_by_service'), refusedAt: time.nullable() }),
  ]),
);

export const endedSchema = exactly<EndedRecord>()(
  object({
    connectionId: z.string(),
    serviceId: z.string(),
    serviceName: z.string(),
    label: z.string(),
    account: object({ name: z.string().nullable(), email: z.string().nullable() }),
    connectedAt: time,
    endedAt: time,
    ending,
    accountPage: z.string().nullable(),
  }),
);
