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
  const { serverAddress, clientId, clientSecret, method } = draft;
  // A service account is nobody's but its client's (RFC 6749 §4.4): it cannot do without both.
  const needsClient = method === 'service_account';
  return {
    serverAddress:
      serverAddress.trim() === ''
        ? 'own.serverAddressMissing'
        : readsAsUrl(serverAddress)
          ? null
          : 'own.serverAddressUnreadable',
    clientId:
      clientId.trim() !== ''
        ? null
        : needsClient
          ? 'own.clientIdMissing'
          : clientSecret.trim() !== ''
            ? 'own.secretWithoutClientId'
            : null,
    clientSecret: needsClient && clientSecret.trim() === '' ? 'own.clientSecretMissing' : null,
  };
}
