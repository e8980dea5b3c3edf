/** Generates docs/services.md from the catalogue, and fails while the file differs. */
import { format } from 'prettier';
import { expect, test } from 'vitest';

import { formatMessage } from '../../messages/format.js';
import type { Service } from '../connections/service.js';
import type { ServiceDefinition } from './service-definition.js';
import { serviceFromDefinition } from './service-from-definition.js';
import { shippedDefinitions } from './shipped-services.js';

const secrets = {
  required: 'ID and secret',
  not_confidential: 'ID and secret (not confidential)',
  no: 'ID',
};
const endings: Record<Service['revocation']['kind'], string> = {
  by_metadata: 'by its metadata',
  offered: 'RFC 7009',
  adjusted: 'by an adjustment',
  not_offered: 'not offered',
  not_known: 'unknown',
};

const obstacles = {
  https_redirect: 'returns to https addresses only',
  own_protocol: 'has its own protocol',
};

function clientOf({ secret, registration, obstacle }: ServiceDefinition): string {
  if (obstacle !== undefined) return `none possible: it ${obstacles[obstacle]}`;
  if (registration === 'by_app') return 'registered by the app';
  return secret === undefined ? 'ID; secret unknown' : secrets[secret];
}

function row(definition: ServiceDefinition): string {
  const { name, revocation, accountPage, verified } = serviceFromDefinition(definition, 'shipped');
  const server = definition.variables?.map((each) => each.name).join(', ') ?? '';
  const cells = [
    name,
    clientOf(definition),
    server,
    definition.endpoints ? 'in the preset' : 'discovered',
    endings[revocation.kind],
    definition.manageUrl !== undefined || accountPage !== null ? 'yes' : 'unknown',
    verified ? `${verified.date}: ${verified.source}` : 'not yet checked',
    definition.takenFrom ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function duration(ms: number | 'no_end' | undefined): string {
  if (ms === undefined) return 'unknown';
  if (ms === 'no_end') return 'no end';
  const [unit, length] = units.find(([, each]) => ms % each === 0) ?? ['ms', 1];
  const count = ms / length;
  return `${String(count)} ${unit}${count === 1 ? '' : 's'}`;
}

function refreshTokenOf({ lifetime = { source: '' } }: ServiceDefinition): string {
  const { rotates, refreshTokenIdleMs, refreshTokenMaxMs, graceMs } = lifetime;
  if (rotates === 'no_refresh_token') return 'none';
  const parts = [
    rotates === true && 'replaced at each refresh',
    rotates === false && 'stays the same',
    refreshTokenIdleMs !== undefined && `${duration(refreshTokenIdleMs)} unused`,
    refreshTokenMaxMs !== undefined && duration(refreshTokenMaxMs),
    graceMs !== undefined && `the old one works for ${duration(graceMs)} more`,
  ];
  return parts.filter((part) => part !== false).join(', ') || 'unknown';
}

type Refusal = NonNullable<ServiceDefinition['refusals']>['deadRefreshToken'];

function refusal(form: Refusal): string {
  if (form === undefined) return 'unknown';
  if (form === 'standard') return 'RFC 6749';
  const value = (expected: (typeof form)[number]['body'][string]) =>
    typeof expected === 'object' ? `${expected.startsWith}…` : String(expected);
  return form
    .map(({ status, body }) =>
      [
        status ?? 'any status',
        ...Object.entries(body).map(([path, expected]) => `\`${path}: ${value(expected)}\``),
      ].join(' '),
    )
    .join(' or ');
}

const ways = { app_link: 'app link', local_address: 'local address' };

function wayOf({ redirect }: ServiceDefinition): string {
  if (redirect === undefined) return 'unknown';
  if (typeof redirect === 'string') return redirect;
  const { loopbackHost, fixedPorts } = redirect;
  return [
    redirect.ways?.map((way) => ways[way]).join(' or '),
    loopbackHost === undefined ? undefined : `as ${loopbackHost}`,
    fixedPorts === undefined ? undefined : 'with its port',
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** The facts beyond the first table, where at least one is known. */
function factsRow(definition: ServiceDefinition): string {
  const { name, pkce, endpoints, lifetime, refusals } = definition;
  const cells = [
    pkce ?? (endpoints === undefined ? 'by its metadata' : 'unknown'),
    wayOf(definition),
    duration(lifetime?.accessTokenMs),
    refreshTokenOf(definition),
    lifetime?.rotates === 'no_refresh_token' ? 'never' : refusal(refusals?.deadRefreshToken),
    refusal(refusals?.wrongClient),
  ];
  return cells.every((cell) => cell === 'unknown' || cell === 'by its metadata')
    ? ''
    : `| ${[name, ...cells].join(' | ')} |`;
}

function differences(definition: ServiceDefinition): string {
  const { name, adjustments } = serviceFromDefinition(definition, 'shipped');
  const sentences = adjustments.map((each) => formatMessage(`adjustment.${each.name}`));
  return sentences.length === 0 ? '' : `- **${name}**: ${sentences.join(' ')}`;
}

test('docs/services.md is up to date (vitest -u writes it)', async () => {
  const services = shippedDefinitions.services.toSorted((one, other) =>
    one.name.localeCompare(other.name, 'en'),
  );
  const document = `# Services that ship with Lanyard

Generated from the catalogue by \`main/services/services-document.test.ts\`; do not edit. No preset
includes a client ID: the user or an administrator registers a client at the service, or the app
registers itself. Where we do not know something, the preset and this table say so; we do not guess.

Two services are missing because signing in to them cannot work without weaker checks, and we weaken none
for a service. Apple responds by \`form_post\` and only to https addresses. LinkedIn omits the nonce from
its ID tokens and refuses PKCE unless it has allowed it for that client.

| Service | Client | Placeholders | Endpoints | Revocation | Page of connected apps | Checked | Other sources |
| --- | --- | --- | --- | --- | --- | --- | --- |
${services.map(row).join('\n')}

## Tokens and refusals

Services of which none of this is known are missing here.

| Service | PKCE | Way back | Access token | Refresh token | A dead refresh token is refused by | A wrong client is refused by |
| --- | --- | --- | --- | --- | --- | --- |
${services.map(factsRow).filter(Boolean).join('\n')}

## Adjustments

How Lanyard adapts to services that differ from the standard:

${services.map(differences).filter(Boolean).join('\n')}
`;
  const formatted = await format(document, { parser: 'markdown', printWidth: 100 });
  await expect(formatted).toMatchFileSnapshot('../../docs/services.md');
});
