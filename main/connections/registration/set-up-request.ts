/**
 * The message to the administrator of the user's computers, and the file that they fill in and send back,
 * where a service has to get to know the app first.
 */
import { formatMessage } from '../../../messages/format.js';
import type { SecretNeed, Service } from '../service.js';
import { nameInMessage } from '../sign-in/admin-request.js';
import { allowedRedirectUris } from './redirect-uris.js';

export interface SetUpOf {
  /** As it will be once it has a client. */
  readonly service: Service;
  /** The id of its definition. */
  readonly definitionId: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly secret: SecretNeed | null;
}

/** Plain text with nothing secret in it, to send to somebody else. */
export function setUpRequest({ service, secret }: SetUpOf): string {
  const name = nameInMessage(service);
  const { appLink, localAddress } = allowedRedirectUris(service);
  const uris = [appLink, localAddress].filter((uri) => uri !== null);
  const page = service.registerUrl ?? service.docsUrl;
  const steps = [
    page === null
      ? formatMessage('setUpRequest.register', { service: name })
      : formatMessage('setUpRequest.registerAt', { url: page }),
    ...(uris.length === 0
      ? []
      : [`${formatMessage('setUpRequest.redirects', { count: uris.length })}\n${uris.join('\n')}`]),
    formatMessage(secret === 'no' ? 'setUpRequest.fileWithId' : 'setUpRequest.fileWithSecret'),
  ];
  return [
    formatMessage('adminRequest.greeting'),
    formatMessage('setUpRequest.request', { service: name }),
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    formatMessage('adminRequest.thanks'),
  ].join('\n\n');
}

/** JSON with comments, as definition files are: what is to be filled in is empty. */
export function clientTemplate({ service, definitionId, variables, secret }: SetUpOf): string {
  const values = Object.keys(variables).length === 0 ? {} : { variables };
  const client = {
    service: definitionId,
    ...values,
    id: '',
    ...(secret === 'no' ? {} : { secret: '' }),
  };
  const comments = [
    formatMessage('clientFile.heading', { service: service.name }),
    formatMessage('clientFile.fillIn'),
    ...(secret === 'no' ? [] : [formatMessage('clientFile.noSecret')]),
  ];
  const json = JSON.stringify({ clients: [client] }, null, 2);
  return `${comments.map((line) => `// ${line.replaceAll(/\s+/g, ' ')}`).join('\n')}\n${json}\n`;
}
