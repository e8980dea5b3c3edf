import type { MessageId } from '../../messages/message-id.js';
import type { OwnServiceDraft } from '../store/window-store.js';

/** Whether it reads as a full web address; whether it is one that may be used is main's to say. */
export function readsAsUrl(address: string): boolean {
  return /^https?:\/\/\S/i.test(address.trim()) && URL.canParse(address.trim());
}

interface Problems {
  readonly serverAddress: MessageId | null;
  readonly clientId: MessageId | null;
  readonly clientSecret: MessageId | null;
}

/** What can be said to be missing before anyone is asked. */
export function problemsOf(draft: OwnServiceDraft): Problems {
  const { serverAddress, clientId, clientSecret, way } = draft;
  // A service account is nobody's but its client's (RFC 6749 §4.4): it cannot do without both.
  const needsClient = way === 'service_account';
  return {
    serverAddress:
      serverAddress.trim() === ''
        ? 'anotherService.serverAddressMissing'
        : readsAsUrl(serverAddress)
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
