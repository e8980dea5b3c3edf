/** Turns a definition, and a client registration, into a service that users can connect to. */
import { createHash } from 'node:crypto';

import type { DefinitionProblemReason } from '../../ipc/service-view.js';
import type { Adjustment } from '../connections/service-adjustment.js';
import {
  type ClientRegistration,
  nothingKnown,
  type RedirectRules,
  type RevocationFacts,
  type Service,
} from '../connections/service.js';
import { lifetimeOf, refusalsOf, setUpOf } from './facts-of-definition.js';
import { serverOf } from './server-of-definition.js';
import { fillIn, tidyValue, valueProblem } from './server-variables.js';
import type { ServiceDefinition } from './service-definition.js';

export type DefinitionSource = 'shipped' | 'file';
type Values = Readonly<Record<string, string>>;

export type Registered =
  | { readonly kind: 'ok'; readonly value: Service }
  /** `variable` is missing, unknown to the definition, or cannot be part of an address. */
  | {
      readonly kind: 'unfit';
      readonly variable: string;
      readonly reason: DefinitionProblemReason;
    };

/** The service as defined; if it has no client, `setUp` says what is needed. */
export function serviceFromDefinition(
  definition: ServiceDefinition,
  source: DefinitionSource,
): Service {
  const { client } = definition;
  return complete(definition, source, defaultValues(definition), {
    id: definition.id,
    name: definition.name,
    client: client ? { clientId: client.id, clientSecret: client.secret ?? null } : null,
  });
}

/**
 * The service with a client that a user or an administrator registered. At another server it is
 * another service, with its own id and therefore its own redirect URI (RFC 8252 §8.10).
 */
export function registeredService(
  definition: ServiceDefinition,
  source: DefinitionSource,
  registration: Omit<ClientRegistration, 'serviceId'>,
): Registered {
  const values: Record<string, string> = { ...defaultValues(definition) };
  const known = definition.variables ?? [];
  for (const [name, typed] of Object.entries(registration.variables)) {
    if (!known.some((each) => each.name === name)) {
      return { kind: 'unfit', variable: name, reason: { code: 'unknown_variable' } };
    }
    values[name] = tidyValue(typed);
  }
  for (const { name } of known) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const reason = value === undefined ? ({ code: 'missing' } as const) : valueProblem(value);
    if (reason !== null) return { kind: 'unfit', variable: name, reason };
  }
  const { clientId, clientSecret, usesDeviceCode = false } = registration;
  const service = complete(definition, source, values, {
    ...nameAt(definition, values),
    client: { clientId, clientSecret },
  });
  return service.server.kind === 'not_chosen'
    ? { kind: 'unfit', variable: known[0]?.name ?? '', reason: { code: 'no_address' } }
    : { kind: 'ok', value: usesDeviceCode ? { ...service, signInMethod: 'device_code' } : service };
}

function defaultValues({ variables = [] }: ServiceDefinition): Values {
  return Object.fromEntries(
    variables.flatMap((each) => (each.default === undefined ? [] : [[each.name, each.default]])),
  );
}

/** Id and name for the server that the values select; the definition's own for its default values. */
function nameAt(definition: ServiceDefinition, values: Values): Pick<Service, 'id' | 'name'> {
  const { id, name, variables = [] } = definition;
  if (variables.every((each) => values[each.name] === each.default)) return { id, name };
  const which = variables.map((each) => values[each.name] ?? '').join(' ');
  const readable = which
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replace(/^-|-$/g, '');
  const mark = createHash('sha256').update(`${id} ${which}`).digest('hex').slice(0, 6);
  return { id: `${id.slice(0, 24)}-${readable}-${mark}`, name: `${name} (${which})` };
}

function complete(
  definition: ServiceDefinition,
  source: DefinitionSource,
  values: Values,
  given: Pick<Service, 'id' | 'name' | 'client'>,
): Service {
  const { scopes = [], offline } = definition;
  const fill = (address: string | undefined) =>
    address === undefined ? null : fillIn(address, values);
  const server = serverOf(definition, fill);
  const isReady = given.client !== null && server.kind !== 'not_chosen';
  const requested = scopes.filter((each) => each.default === true).map((each) => each.name);
  const redirect = redirectRules(definition);
  return {
    ...given,
    group: definition.group ?? null,
    family: definition.family ?? null,
    keywords: definition.keywords ?? [],
    isPopular: definition.popular ?? false,
    isPractice: definition.practice ?? false,
    source,
    server,
    setUp: isReady ? { kind: 'ready' } : setUpOf(definition, fill),
    registeredByApp: false,
    assertion: null,
    usesClientMetadata: false,
    confirmedPrivateHosts: [],
    scopes: requested.length > 0 ? requested : null,
    scopeDescriptions: Object.fromEntries(
      scopes.flatMap((each) => (each.words === undefined ? [] : [[each.name, each.words]])),
    ),
    scopeOptions: scopes.map((each) => ({
      name: each.name,
      description: each.words ?? null,
      risk: each.risk ?? null,
      adminOnly: each.adminOnly ?? null,
      isDefault: each.default === true,
      isNeeded: isNeeded(each, definition),
    })),
    authorizationParameters: definition.authParams ?? {},
    selectAccountParameters: definition.selectAccountParams ?? {},
    offline: { scope: offline?.scope ?? null, parameters: offline?.params ?? {} },
    adjustments: adjustmentsOf(definition, fill),
    signInMethod:
      typeof definition.redirect === 'string' ? definition.redirect : onlyMethod(redirect),
    redirect,
    resource: fill(definition.resource),
    apiAddress: null,
    lifetime: lifetimeOf(definition),
    refusals: refusalsOf(definition),
    revocation: revocationOf(definition),
    accountPage: fill(definition.manageUrl),
    adminConsentUrl: fill(definition.adminConsentUrl),
    docsUrl: fill(definition.docsUrl),
    registerUrl: fill(definition.registerUrl),
    verified: definition.verified ?? null,
  };
}

/** Those of every sign-in (OpenID Connect Core §5.4 and §11), by name. */
const ofEverySignIn = new Set(['openid', 'profile', 'email', 'offline_access']);

/**
 * Where OpenID Connect's are not among the default scopes, the default ones that only read are the
 * least by which a service tells whose account it is.
 */
function isNeeded(
  { name, risk, default: isDefault = false }: NonNullable<ServiceDefinition['scopes']>[number],
  { scopes = [], offline }: ServiceDefinition,
): boolean {
  if (!isDefault) return false;
  if (ofEverySignIn.has(name) || name === offline?.scope) return true;
  const hasOpenid = scopes.some((each) => each.name === 'openid' && each.default === true);
  return !hasOpenid && risk === 'reads';
}

function redirectRules({ redirect }: ServiceDefinition): RedirectRules {
  if (redirect === undefined || typeof redirect === 'string') return nothingKnown.redirect;
  return {
    allowedMethods: redirect.ways ?? null,
    loopbackHost: redirect.loopbackHost ?? null,
    fixedPorts: redirect.fixedPorts ?? [],
    preferredPorts: [],
    trailingSlash: redirect.trailingSlash ?? false,
  };
}

function onlyMethod({ allowedMethods }: RedirectRules): Service['signInMethod'] {
  const [first, second] = allowedMethods ?? [];
  return first !== undefined && second === undefined ? first : 'automatic';
}

function revocationOf({ endpoints, revokeCascade }: ServiceDefinition): RevocationFacts {
  const endsSiblings = revokeCascade ?? null;
  if (endpoints === undefined) return { kind: 'by_metadata', endsSiblings };
  const { revoke } = endpoints;
  if (revoke === undefined) return { kind: 'not_known', endsSiblings };
  if (revoke === 'not_offered') return { kind: 'not_offered', endsSiblings };
  const isStandard = typeof revoke === 'string' || revoke.style === 'rfc7009';
  return { kind: isStandard ? 'offered' : 'adjusted', endsSiblings };
}

const revocationStyles = {
  rfc7009: null,
  bearer: 'revocation_by_bearer',
  github: 'github_revocation',
  hubspot: 'hubspot_revocation',
  twitch: 'twitch_revocation',
} as const;

/** The adjustments that the definition names, and those that follow from its other fields. */
function adjustmentsOf(
  definition: ServiceDefinition,
  fill: (address: string | undefined) => string | null,
): readonly Adjustment[] {
  const { endpoints } = definition;
  const names = new Set(definition.adjustments);
  if (definition.scopeSeparator === ',') names.add('comma_scopes');
  if (definition.bodyFormat === 'json') names.add('json_request_body');
  if (typeof endpoints?.revoke === 'object') {
    const name = revocationStyles[endpoints.revoke.style];
    if (name !== null) names.add(name);
  }
  const adjustments: Adjustment[] = [];
  if (typeof endpoints?.userinfo === 'object') {
    const { method, idPath, namePath, emailPath } = endpoints.userinfo;
    if (method === 'post') names.add('userinfo_by_post');
    if (idPath !== undefined) {
      adjustments.push({
        name: 'userinfo_fields',
        subject: idPath,
        ...(namePath !== undefined && { displayName: namePath }),
        ...(emailPath !== undefined && { email: emailPath }),
      });
    }
  }
  const refresh = fill(endpoints?.refresh);
  if (refresh !== null) adjustments.push({ name: 'refresh_endpoint', url: refresh });
  return [...[...names].map((name) => ({ name })), ...adjustments];
}
