/** Why a definition is not used, as a code with values: the window has the words. */
import type * as z from 'zod';

import type { DefinitionProblemReason } from '../../ipc/service-view.js';

/** The codes that the schemas of a definition give as their error. */
const schemaCodes = [
  'insecure_address',
  'invalid_issuer_template',
  'fragment',
  'invalid_revocation',
  'invalid_userinfo',
  'invalid_refusal',
  'invalid_redirect',
  'invalid_path',
  'invalid_service_id',
  'invalid_scope',
  'invalid_variable_name',
  'invalid_date',
  'protocol_parameter',
  'not_displayable',
  'not_in_host',
  'pkce_required',
  'metadata_only',
  'stated_fact',
  'undefined_variable',
  'no_entries',
] as const;
type SchemaCode = (typeof schemaCodes)[number];

/** The code as the error of a schema. */
export function because(code: SchemaCode): string {
  return code;
}

/** Nothing in it is from the file, which may hold a secret, but the names of variables in addresses. */
export function reasonOf(issue: z.core.$ZodIssue): DefinitionProblemReason {
  const code = schemaCodes.find((each) => each === issue.message);
  if (code !== undefined) return { code, values: nameIn(issue) };
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'wrong_type', values: { expected: issue.expected } };
    case 'invalid_value':
      return { code: 'not_one_of', values: { options: issue.values.map(String).join(', ') } };
    case 'too_big': {
      const maximum = Number(issue.maximum);
      switch (issue.origin) {
        case 'string':
          return { code: 'too_long', values: { maximum } };
        case 'array':
          return { code: 'too_many', values: { maximum } };
        default:
          return { code: 'too_large', values: { maximum } };
      }
    }
    case 'too_small': {
      if (issue.origin === 'string' || issue.origin === 'array') return { code: 'empty' };
      const minimum = Number(issue.minimum) + (issue.inclusive === false ? 1 : 0);
      return { code: 'too_small', values: { minimum } };
    }
    default:
      return { code: 'not_accepted' };
  }
}

function nameIn(issue: z.core.$ZodIssue): { readonly name: string } | undefined {
  const name: unknown = issue.code === 'custom' ? issue.params?.['name'] : undefined;
  return typeof name === 'string' ? { name } : undefined;
}
