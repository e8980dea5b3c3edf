/** Set-up, lifetimes and refusals of a service, as its definition states them. */
import { type KnownLifetime, nothingKnown, type SetUp } from '../connections/service.js';
import type { KnownRefusal, Refusals } from '../oauth/refusal-forms.js';
import type { ServiceDefinition } from './service-definition.js';

/** The steps before a first sign-in, as long as there is no client. */
export function setUpOf(
  definition: ServiceDefinition,
  fill: (address: string | undefined) => string | null,
): SetUp {
  const { obstacle, registration, resource, secret, docsUrl, variables = [] } = definition;
  const { registerUrl, endpoints } = definition;
  if (obstacle !== undefined) return { kind: 'not_possible', obstacle };
  if (registration === 'by_app') return { kind: 'by_address', address: fill(resource) ?? '' };
  return {
    kind: 'needs_client',
    secret: secret ?? null,
    docsUrl: fill(docsUrl),
    hasForm: registerUrl !== undefined,
    hasDeviceCode: endpoints?.device !== undefined,
    variables: variables.map((each) => ({
      name: each.name,
      description: each.words,
      example: each.example,
      defaultValue: each.default ?? null,
    })),
  };
}

export function lifetimeOf({ lifetime }: ServiceDefinition): KnownLifetime {
  const { rotates } = lifetime ?? {};
  return {
    accessTokenMs: durationIn(lifetime?.accessTokenMs),
    refreshTokenIdleMs: durationIn(lifetime?.refreshTokenIdleMs),
    refreshTokenMaxMs: durationIn(lifetime?.refreshTokenMaxMs),
    graceMs: lifetime?.graceMs ?? null,
    rotates: rotates === undefined || rotates === 'no_refresh_token' ? null : rotates,
    source: lifetime?.source ?? null,
  };
}

/** Without an end there is no time to reckon with, as where it is unknown. */
function durationIn(defined: number | 'no_end' | undefined): number | null {
  return typeof defined === 'number' ? defined : null;
}

export function refusalsOf({ refusals }: ServiceDefinition): Refusals {
  if (refusals === undefined) return nothingKnown.refusals;
  return {
    deadRefreshToken: refusalIn(refusals.deadRefreshToken),
    wrongClient: refusalIn(refusals.wrongClient),
    source: refusals.source,
  };
}

type Refusal = NonNullable<ServiceDefinition['refusals']>['deadRefreshToken'];

function refusalIn(defined: Refusal): KnownRefusal {
  if (defined === undefined || defined === 'standard') return defined ?? null;
  return defined.map(({ status, body }) => ({ status: status ?? null, body }));
}
