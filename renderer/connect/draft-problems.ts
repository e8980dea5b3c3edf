import type { MessageId } from '../../messages/message-id.js';
import type { CustomServiceDraft } from '../store/window-store.js';

/** Only checks the form of a web address; main decides whether it may be used. */
export function looksLikeUrl(address: string): boolean {
  return /^https?:\/\/\S/i.test(address.trim()) && URL.canParse(address.trim());
}

interface Problems {
  readonly serverAddress: MessageId | null;
  readonly clientId: MessageId | null;
  readonly clientSecret: MessageId | null;
}

/** Finds missing or malformed entries before main is asked. Null where a field is fine. */
export function draftProblems(draft: CustomServiceDraft): Problems {
  const { serverAddress, clientId, clientSecret, method } = draft;
  // The client credentials grant needs both (RFC 6749 §4.4).
  const needsClient = method === 'service_account';
  return {
    serverAddress:
      serverAddress.trim() === ''
        ? 'anotherService.serverAddressMissing'
        : looksLikeUrl(serverAddress)
          ? null
          : 'anotherService.serverAddressInvalid',
    clientId:
      clientId.trim() !== ''
        ? null
        : needsClient
          ? 'client.idMissing'
          : clientSecret.trim() !== ''
            ? 'client.secretWithoutId'
            : null,
    clientSecret: needsClient && clientSecret.trim() === '' ? 'client.secretMissing' : null,
  };
}
