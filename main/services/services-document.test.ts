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
  not_confidential: 'ID and secret (which protects nothing)',
  no: 'ID',
};
const endings: Record<Service['revocation']['kind'], string> = {
  by_metadata: 'as its metadata says',
  offered: 'RFC 7009',
  adjusted: 'in its own way',
  not_offered: 'not offered',
  not_known: 'not known',
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
    secret === null ? 'ID; secret not known' : secrets[secret],
    server,
    definition.endpoints ? 'written down' : 'asked for',
    endings[revocation.kind],
    definition.manageUrl !== undefined || accountPage !== null ? 'yes' : 'not known',
    verified ? `${verified.date}: ${verified.source}` : 'not yet at the service',
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

Written from the catalogue by \`main/services/services-document.test.ts\`. Every service needs a client
that the person or an administrator registers there; none ships with one. What is not known is not
guessed.

Left out are services that no sign-in here can end well at: Apple answers by \`form_post\` and to https
addresses only; LinkedIn leaves the nonce out of its ID tokens and refuses PKCE unless it has allowed
it for that client. Neither rule is loosened for a service.

| Service | Client | Which server | Endpoints | Ending a connection | Page of connected apps | Looked up | Else taken from |
| --- | --- | --- | --- | --- | --- | --- | --- |
${services.map(row).join('\n')}

## Adjustments

Where a service differs from the standard:

${services.map(differences).filter(Boolean).join('\n')}
`;
  const formatted = await format(document, { parser: 'markdown', printWidth: 100 });
  await expect(formatted).toMatchFileSnapshot('../../docs/services.md');
});
