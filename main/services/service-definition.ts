/**
 * The schema of a service definition, the same for what ships with the app and for the files an
 * administrator hands over. Everything but `id`, `name` and `issuer` may be left out, and what is
 * left out is not known: nothing is guessed. Durations are milliseconds.
 */
import * as z from 'zod';

import { signInWays } from '../../ipc/contract.js';
import { adjustmentName } from '../connections/service-adjustment.js';
import { endpointAddress, issuerAddress, issuerTemplate, pageAddress } from './address.js';
import { endpoints } from './endpoint-definition.js';
import { placeholdersIn, valueProblem } from './server-variables.js';

const duration = z.number().int().positive();
/** Text to be shown, without what cannot be seen or turns the reading direction (H96). */
const shown = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Bidi_Control}\p{Surrogate}]*$/u, 'holds a character that cannot be shown');
/** Of an authorization request; those of the protocol itself are made in main/oauth. */
const parameters = z.record(z.string().min(1).max(100), z.string().max(1000));

/** Part of the redirect URI, so it never changes once in use. */
const serviceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and hyphens');

const clientId = z.string().min(1).max(1024);
const clientSecret = z.string().min(1).max(4096);

const scope = z.strictObject({
  /** As on the wire (RFC 6749 §3.3). */
  name: z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'must be one scope without spaces'),
  words: shown(200).optional(),
  risk: z.enum(['reads', 'changes', 'controls']).optional(),
  adminOnly: z.boolean().optional(),
  /** Asked for when the person did not choose. */
  default: z.boolean().optional(),
});

const redirect = z.strictObject({
  /** Those the service allows. */
  ways: z
    .array(z.enum(['app_link', 'local_address']))
    .min(1)
    .optional(),
  loopbackHost: z.enum(['127.0.0.1', 'localhost']).optional(),
  fixedPorts: z.array(z.number().int().min(1024).max(65_535)).min(1).optional(),
  trailingSlash: z.boolean().optional(),
});

const variable = z.strictObject({
  name: z.string().regex(/^[a-z][A-Za-z0-9]{0,31}$/, 'must be letters and digits'),
  words: shown(200),
  example: z.string().refine((value) => valueProblem(value) === null, 'cannot be part of a host'),
  default: z
    .string()
    .refine((value) => valueProblem(value) === null, 'cannot be part of a host')
    .optional(),
});

const lifetime = z.strictObject({
  accessTokenMs: duration.optional(),
  refreshTokenIdleMs: duration.optional(),
  refreshTokenMaxMs: duration.optional(),
  graceMs: duration.optional(),
  rotates: z.boolean().optional(),
  source: shown(300),
});

const unchecked = z.strictObject({
  id: serviceId,
  name: shown(80),
  group: shown(80).optional(),
  /** As in `iss`. Where a service has none that is known: the origin of its authorization endpoint. */
  issuer: issuerAddress,
  /** What metadata may name in place of `issuer`, where each tenant is an issuer of its own. */
  issuerTemplate: issuerTemplate.optional(),
  /** Only for services that publish no metadata. */
  endpoints: endpoints.optional(),
  variables: z.array(variable).min(1).max(5).optional(),
  client: z.strictObject({ id: clientId, secret: clientSecret.optional() }).optional(),
  /** Whether a desktop client gets a secret. */
  secret: z.enum(['required', 'not_confidential', 'no']).optional(),
  authMethod: z.enum(['none', 'basic', 'post']).optional(),
  bodyFormat: z.enum(['form', 'json']).optional(),
  /** Every sign-in here uses PKCE, so a service that forbids it cannot be connected. */
  pkce: z
    .enum(['required', 'ok'], { error: 'must be "required" or "ok": every sign-in uses PKCE' })
    .optional(),
  scopes: z.array(scope).max(200).optional(),
  scopeSeparator: z.enum([' ', ',']).optional(),
  authParams: parameters.optional(),
  selectAccountParams: parameters.optional(),
  /** What asks for access that lasts. */
  offline: z
    .strictObject({ scope: scope.shape.name.optional(), params: parameters.optional() })
    .optional(),
  redirect: z
    .union([z.enum(signInWays), redirect], { error: 'is neither a way back nor a set of redirect rules' })
    .optional(),
  /** The API the tokens are for (RFC 8707). */
  resource: endpointAddress.optional(),
  /** RFC 9207: every answer names the issuer. */
  expectIss: z.boolean().optional(),
  /** Differences from the standard that no other field tells. */
  adjustments: z.array(adjustmentName).max(20).optional(),
  lifetime: lifetime.optional(),
  /** Ending one connection ends others of the same account or organisation too. */
  revokeCascade: z.boolean().optional(),
  manageUrl: pageAddress.optional(),
  /** The client ID is added as `client_id`. */
  adminConsentUrl: endpointAddress.optional(),
  docsUrl: pageAddress.optional(),
  /** When and where somebody looked it up at the service itself. */
  verified: z.strictObject({ date: z.iso.date(), source: shown(1000) }).optional(),
  /** What it was put together from, where nobody has looked it up at the service. */
  takenFrom: shown(1000).optional(),
});

export const serviceDefinition = unchecked.superRefine((definition, context) => {
  if (definition.issuerTemplate !== undefined && definition.endpoints !== undefined) {
    const message = 'is for services that publish metadata';
    context.addIssue({ code: 'custom', path: ['issuerTemplate'], message });
  }
  const known = new Set(definition.variables?.map(({ name }) => name));
  const addresses: [string, unknown][] = [
    ['issuer', definition.issuer],
    ['endpoints', definition.endpoints],
    ['resource', definition.resource],
    ['manageUrl', definition.manageUrl],
    ['adminConsentUrl', definition.adminConsentUrl],
    ['docsUrl', definition.docsUrl],
  ];
  for (const [field, value] of addresses) {
    const missing = placeholdersIn(JSON.stringify(value ?? '')).find((name) => !known.has(name));
    if (missing !== undefined) {
      const message = `uses {${missing}}, which is not among its variables`;
      context.addIssue({ code: 'custom', path: [field], message });
    }
  }
});
export type ServiceDefinitionInput = z.input<typeof serviceDefinition>;
export type ServiceDefinition = z.output<typeof serviceDefinition>;

/** A client registered at a service that is defined elsewhere. */
export const clientDefinition = z.strictObject({
  service: serviceId,
  id: clientId,
  secret: clientSecret.optional(),
  /** For a service of many servers: which one. */
  variables: z.record(z.string(), z.string()).optional(),
});
export type ClientDefinition = z.output<typeof clientDefinition>;
