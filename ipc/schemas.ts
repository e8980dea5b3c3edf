/** The schemas of the contract, made once. Loads the schema library, so only main imports this. */
import * as zod from 'zod';

import type { Z } from './contract-entry.js';
import { type RequestName, requestNames, requests } from './contract.js';

const z: Z = {
  array: zod.array,
  boolean: zod.boolean,
  discriminatedUnion: zod.discriminatedUnion,
  enum: zod.enum,
  literal: zod.literal,
  record: zod.record,
  strictObject: zod.strictObject,
  string: zod.string,
};

export const schemas = Object.fromEntries<zod.ZodType>(
  requestNames.map((name) => [name, requests[name].schema(z)]),
) as Record<RequestName, zod.ZodType>;
