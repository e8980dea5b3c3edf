/**
 * The schema of a service definition, the same for those that ship with the app and for files of an
 * administrator. Everything but `id`, `name` and `issuer` may be left out and is then unknown:
 * nothing is guessed. Durations are milliseconds.
 */
import * as z from 'zod';

import { redirectMethodChoices } from '../../ipc/contract.js';
import { serviceObstacles } from '../../ipc/service-view.js';
import { adjustmentName } from '../connections/service-adjustment.js';
import { redirectHosts } from '../oauth/loopback.js';
import { isScopeToken } from '../oauth/scope.js';
import { endpointAddress, issuerAddress, issuerTemplate, pageAddress } from './address.js';
import { definitionFact, isStated } from './definition-facts.js';
import { because } from './definition-problem.js';
import { displayable } from './displayable.js';
import { endpoints } from './endpoint-definition.js';
import { refusals } from './refusals-definition.js';
import { placeholdersIn, valueProblem } from './server-variables.js';

const duration = z.number().int().positive();
/** Parameters that decide where the answer goes, what it is and whom it binds (OAuth, OpenID Connect, PKCE, DPoP). */
const ofProtocol = new Set(
  [
    ['response_type', 'response_mode', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce'],
    ['code_challenge', 'code_challenge_method', 'code_verifier', 'code', 'dpop_jkt'],
    ['request', 'request_uri', 'registration', 'resource'],
    ['id_token_hint', 'client_secret', 'client_assertion', 'client_assertion_type'],
    ['grant_type', 'iss', 'token', 'access_token', 'refresh_token', 'id_token'],
  ].flat(),
);
/** Parameters of an authorization request besides those of the protocol, which main/oauth makes. */
const parameters = z
  .record(z.string().min(1).max(100), z.string().max(1000))
  .refine(
    (named) => !Object.keys(named).some((name) => ofProtocol.has(name.trim().toLowerCase())),
    because('protocol_parameter'),
  );

/** A part of the redirect URI, so it never changes once in use. */
const serviceId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, because('invalid_service_id'));

const clientId = z.string().min(1).max(1024);
const clientSecret = z.string().min(1).max(4096);

const scope = z.strictObject({
  /** As on the wire (RFC 6749 §3.3). */
  name: z.string().refine(isScopeToken, because('invalid_scope')),
  words: displayable('description').optional(),
  risk: z.enum(['reads', 'changes', 'controls']).optional(),
  adminOnly: z.boolean().optional(),
  /** Requested when the user did not choose. */
  default: z.boolean().optional(),
});

const redirect = z.strictObject({
  /** The kinds that the service allows. */
  ways: z
    .array(z.enum(['app_link', 'local_address']))
    .min(1)
    .optional(),
  loopbackHost: z.enum(redirectHosts).optional(),
  fixedPorts: z.array(z.number().int().min(1024).max(65_535)).min(1).optional(),
  trailingSlash: z.boolean().optional(),
});

const variable = z.strictObject({
  name: z.string().regex(/^[a-z][A-Za-z0-9]{0,31}$/, because('invalid_variable_name')),
  words: displayable('description'),
  example: z.string().refine((value) => valueProblem(value) === null, because('not_in_host')),
  default: z
    .string()
    .refine((value) => valueProblem(value) === null, because('not_in_host'))
    .optional(),
});

/** Known to have no end by itself; left out, it is unknown when it ends. */
const durationOrNone = z.union([duration, z.literal('no_end')]);
const lifetime = z.strictObject({
  accessTokenMs: durationOrNone.optional(),
  refreshTokenIdleMs: durationOrNone.optional(),
  refreshTokenMaxMs: durationOrNone.optional(),
  graceMs: duration.optional(),
  rotates: z.union([z.boolean(), z.literal('no_refresh_token')]).optional(),
  source: displayable('source'),
});

const unchecked = z.strictObject({
  id: serviceId,
  name: displayable('name'),
  group: displayable('name').optional(),
  /** Services of one family are one tile in the catalogue, under this name. */
  family: displayable('name').optional(),
  /** Names that people use for it or for what they have there, such as "Gmail"; the first two are shown. */
  keywords: z.array(displayable('name')).min(1).max(20).optional(),
  /** Among the first in the catalogue. */
  popular: z.boolean().optional(),
  /** For trying the app out: it is offered where nothing is connected yet. */
  practice: z.boolean().optional(),
  /** The value of `iss`; the origin of the authorization endpoint where the service has no known issuer. */
  issuer: issuerAddress,
  /** The issuer that metadata may name instead, where each tenant is an issuer of its own. */
  issuerTemplate: issuerTemplate.optional(),
  /** Only for services that publish no metadata. */
  endpoints: endpoints.optional(),
  variables: z.array(variable).min(1).max(5).optional(),
  client: z.strictObject({ id: clientId, secret: clientSecret.optional() }).optional(),
  /** `by_app`: an API such as an MCP server, where the app registers itself (RFC 7591) at `resource`. */
  registration: z.enum(['by_app']).optional(),
  /** Why no app on a computer can be connected, for services that are listed nevertheless. */
  obstacle: z.enum(serviceObstacles).optional(),
  /** Does a desktop client get a secret? */
  secret: z.enum(['required', 'not_confidential', 'no']).optional(),
  authMethod: z.enum(['none', 'basic', 'post']).optional(),
  bodyFormat: z.enum(['form', 'json']).optional(),
  /** Every sign-in here uses PKCE, so a service that forbids it cannot be connected. */
  pkce: z.enum(['required', 'ok'], { error: because('pkce_required') }).optional(),
  scopes: z.array(scope).max(200).optional(),
  scopeSeparator: z.enum([' ', ',']).optional(),
  authParams: parameters.optional(),
  selectAccountParams: parameters.optional(),
  /** Requests a refresh token. */
  offline: z
    .strictObject({ scope: scope.shape.name.optional(), params: parameters.optional() })
    .optional(),
  redirect: z
    .union(
      [
        z.enum([...redirectMethodChoices, 'device_code', 'service_account', 'server_held']),
        redirect,
      ],
      {
        error: because('invalid_redirect'),
      },
    )
    .optional(),
  /** The API the tokens are for (RFC 8707). */
  resource: endpointAddress.optional(),
  /** RFC 9207: every authorization response names the issuer. */
  expectIss: z.boolean().optional(),
  /** Differences from the standard that no other field expresses. */
  adjustments: z.array(adjustmentName).max(20).optional(),
  lifetime: lifetime.optional(),
  /** How it refuses; never instead of the standard's errors, which are recognized everywhere. */
  refusals: refusals.optional(),
  /** Revoking one connection revokes others of the same account or organisation too. */
  revokeCascade: z.boolean().optional(),
  manageUrl: pageAddress.optional(),
  /** The client ID is added as `client_id`. */
  adminConsentUrl: endpointAddress.optional(),
  docsUrl: pageAddress.optional(),
  /** The page with the form for a new app, or with the button that opens it. */
  registerUrl: pageAddress.optional(),
  /** When and where the definition was checked at the service itself. */
  verified: z
    .strictObject({ date: z.iso.date(because('invalid_date')), source: displayable('source') })
    .optional(),
  /** Its sources, where nobody has checked it at the service. */
  takenFrom: displayable('source').optional(),
  /** Facts that nobody knows, so that none is merely forgotten. */
  notKnown: z.array(definitionFact).max(50).optional(),
});

export const serviceDefinition = unchecked.superRefine((definition, context) => {
  if (definition.issuerTemplate !== undefined && definition.endpoints !== undefined) {
    const message = because('metadata_only');
    context.addIssue({ code: 'custom', path: ['issuerTemplate'], message });
  }
  definition.notKnown?.forEach((fact, index) => {
    if (isStated(fact, definition)) {
      const message = because('stated_fact');
      context.addIssue({ code: 'custom', path: ['notKnown', index], message });
    }
  });
  const known = new Set(definition.variables?.map(({ name }) => name));
  const addresses: [string, unknown][] = [
    ['issuer', definition.issuer],
    ['endpoints', definition.endpoints],
    ['resource', definition.resource],
    ['manageUrl', definition.manageUrl],
    ['adminConsentUrl', definition.adminConsentUrl],
    ['docsUrl', definition.docsUrl],
    ['registerUrl', definition.registerUrl],
  ];
  for (const [field, value] of addresses) {
    const missing = placeholdersIn(JSON.stringify(value ?? '')).find((name) => !known.has(name));
    if (missing !== undefined) {
      const message = because('undefined_variable');
      context.addIssue({ code: 'custom', path: [field], message, params: { name: missing } });
    }
  }
});
export type ServiceDefinitionInput = z.input<typeof serviceDefinition>;
export type ServiceDefinition = z.output<typeof serviceDefinition>;

/** A client registered at a service that is defined elsewhere. */
export const clientDefinition = z.strictObject({
  service: serviceId,
  id: clientId,
  /** Empty: there is none, as in a template that was filled in. */
  secret: clientSecret.or(z.literal('')).optional(),
  /** Selects the server, for a service that runs on many. */
  variables: z.record(z.string(), z.string()).optional(),
});
export type ClientDefinition = z.output<typeof clientDefinition>;
