import type { MessageId } from '../../messages/message-id.js';

/** Messages for Chromium's names of password stores. */
const names: Readonly<Record<string, MessageId>> = {
  gnome_libsecret: 'backend.gnome_libsecret',
  kwallet: 'backend.kwallet',
  kwallet5: 'backend.kwallet5',
  kwallet6: 'backend.kwallet6',
  keychain: 'backend.keychain',
  dpapi: 'backend.dpapi',
  basic_text: 'backend.none',
  unknown: 'backend.unknown',
  '': 'backend.unknown',
};

/** The name that users know, or the system's own. */
export function backendName(message: (id: MessageId) => string, backend: string): string {
  const id = names[backend];
  return id === undefined ? backend : message(id);
}
