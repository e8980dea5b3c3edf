/** Schemas for the addresses in a definition; a `{name}` is filled in later (server-variables.ts). */
import * as z from 'zod';

import { isProtected, parseServerAddress } from '../oauth/server-address.js';
import { because } from './definition-problem.js';
import { fillIn, placeholdersIn } from './server-variables.js';

const insecure = because('insecure_address');
const longest = 2048;

/** An issuer, or the address of its metadata (RFC 8414 §2, §3). */
export const issuerAddress = z
  .string()
  .refine((text) => isComplete(text) && parseServerAddress(sample(text)).kind === 'ok', {
    error: insecure,
  });

/** An issuer per tenant, which differs at `{tenantid}` only (main/oauth/tenant-issuer.ts). */
export const issuerTemplate = z.string().refine(
  (text) => {
    const [before = '', after, ...more] = text.split('{tenantid}');
    const isInPath = /^https?:\/\/[^/?#]+\/[^?#]*$/.test(before);
    const example = `${before}11111111-2222-3333-4444-555555555555${after ?? ''}`;
    return (
      after !== undefined &&
      more.length === 0 &&
      isInPath &&
      !/[{}]/.test(example) &&
      isComplete(example) &&
      parseServerAddress(example).kind === 'ok'
    );
  },
  { error: because('invalid_issuer_template') },
);

/** An endpoint, which may have a query but no fragment (RFC 6749 §3.1). */
export const endpointAddress = z
  .string()
  .refine((text) => isComplete(text), { error: insecure })
  .refine((text) => !text.includes('#'), { error: because('fragment') });

/** A page for a browser. */
export const pageAddress = z.string().refine((text) => isComplete(text), { error: insecure });

/** https, or http that stays on this computer; no user name; no character that could end the address early. */
function isComplete(text: string): boolean {
  const address = sample(text);
  if (text.length > longest || !/^https?:\/\/[\x21-\x7e]+$/.test(address)) return false;
  if (/["'<>\\^`{|}]/.test(address) || !URL.canParse(address)) return false;
  const url = new URL(address);
  return isProtected(url) && url.username === '' && url.password === '';
}

/** The template with a sample value for each variable. */
function sample(template: string): string {
  const names = placeholdersIn(template);
  return names.length === 0
    ? template
    : (fillIn(template, Object.fromEntries(names.map((name) => [name, 'x1']))) ?? template);
}
