import type { MessageId } from '../../messages/message-id.js';
import type { CustomServiceDraft } from '../store/window-store.js';
import { looksLikeAddress } from './search-services.js';

/** Only checks the form of a web address; main decides whether it may be used. */
export function looksLikeUrl(address: string): boolean {
  return /^https?:\/\/\S/i.test(address.trim()) && URL.canParse(address.trim());
}

/** With https:// where somebody left it out, as they see it in a browser; http:// only on this computer. */
export function completeAddress(typed: string): string {
  const address = typed.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address) || !looksLikeAddress(address)) return address;
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/]|$)/i.test(address);
  return `${isLocal ? 'http' : 'https'}://${address}`;
}

export function addressProblem(typed: string): MessageId | null {
  if (typed.trim() === '') return 'anotherService.serverAddressMissing';
  return looksLikeUrl(completeAddress(typed)) ? null : 'anotherService.serverAddressInvalid';
}

interface Problems {
  readonly clientId: MessageId | null;
  readonly clientSecret: MessageId | null;
  readonly assertion: MessageId | null;
}

/** Finds missing or malformed entries before main is asked. Null where a field is fine. */
/** @param needsClient the server knows only apps that somebody has registered */
export function draftProblems(draft: CustomServiceDraft, needsClient: boolean): Problems {
  const { clientId, clientSecret, method } = draft;
  // The client credentials grant needs both (RFC 6749 §4.4). Beside an assertion as the grant, client
  // authentication is optional (RFC 7521 §4.1).
  const needsSecret = method === 'service_account';
  return {
    clientId:
      clientId.trim() !== ''
        ? null
        : needsClient
          ? 'client.idMissing'
          : clientSecret.trim() !== ''
            ? 'client.secretWithoutId'
            : null,
    assertion: assertionProblem(draft),
    clientSecret: needsSecret && clientSecret.trim() === '' ? 'client.secretMissing' : null,
  };
}

/** Methods by which no one signs in at the service, because somebody else vouches for them. */
export function presentsAssertion(method: CustomServiceDraft['method']): boolean {
  return method === 'workload_identity' || method === 'enterprise_managed';
}

function assertionProblem({ method, assertion }: CustomServiceDraft): MessageId | null {
  switch (method) {
    case 'workload_identity':
      return assertion?.kind === 'file' && assertion.path.trim() !== ''
        ? null
        : 'assertion.pathMissing';
    case 'enterprise_managed':
      return assertion?.kind === 'identity_provider' && assertion.connectionId !== ''
        ? null
        : 'assertion.providerMissing';
    case 'automatic':
    case 'app_link':
    case 'local_address':
    case 'device_code':
    case 'service_account':
      return null;
  }
}
