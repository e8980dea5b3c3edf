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

function row(definition: ServiceDefinition): string {
  const { name, setUp, revocation, accountPage, verified } = serviceFromDefinition(
    definition,
    'shipped',
  );
  const secret = setUp.kind === 'needs_client' ? setUp.secret : null;
  const server = definition.variables?.map((each) => each.name).join(', ') ?? '';
  const cells = [
    name,
    secret === null ? 'ID; secret unknown' : secrets[secret],
    server,
    definition.endpoints ? 'in the preset' : 'discovered',
    endings[revocation.kind],
    definition.manageUrl !== undefined || accountPage !== null ? 'yes' : 'unknown',
    verified ? `${verified.date}: ${verified.source}` : 'not yet checked',
    definition.takenFrom ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
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
includes a client ID: the user or an administrator registers a client at the service. Where we do not
know something, the table says so; we do not guess.

Two services are missing because signing in to them cannot work without weaker checks, and we weaken none
for a service. Apple responds by \`form_post\` and only to https addresses. LinkedIn omits the nonce from
its ID tokens and refuses PKCE unless it has allowed it for that client.

| Service | Client | Placeholders | Endpoints | Revocation | Page of connected apps | Checked | Other sources |
| --- | --- | --- | --- | --- | --- | --- | --- |
${services.map(row).join('\n')}

## Adjustments

How Lanyard adapts to services that differ from the standard:

${services.map(differences).filter(Boolean).join('\n')}
`;
  const formatted = await format(document, { parser: 'markdown', printWidth: 100 });
  await expect(formatted).toMatchFileSnapshot('../../docs/services.md');
});
