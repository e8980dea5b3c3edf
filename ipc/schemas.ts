/** The schemas of the contract, made once. Loads the schema library, so only main imports this. */
import * as z from 'zod';

import { type RequestName, requestNames, requests } from './contract.js';

export const schemas = Object.fromEntries<z.ZodType>(
  requestNames.map((name) => [name, requests[name].schema(z)]),
) as Record<RequestName, z.ZodType>;
