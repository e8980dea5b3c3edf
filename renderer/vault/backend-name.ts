import type { MessageId } from '../../messages/message-id.js';

/** Messages for the names of password stores: Chromium's, and those that the session bus tells apart. */
const names: Readonly<Record<string, MessageId>> = {
  gnome_libsecret: 'backend.gnome_libsecret',
  secret_service: 'backend.secret_service',
  'secret_service:keepassxc': 'backend.keepassxc',
  'secret_service:kwallet': 'backend.kwallet',
  secret_portal: 'backend.secret_portal',
  kwallet: 'backend.kwallet',
  kwallet5: 'backend.kwallet5',
  kwallet6: 'backend.kwallet6',
  keychain: 'backend.keychain',
  dpapi: 'backend.dpapi',
  basic_text: 'backend.none',
  only_portal: 'backend.none',
  unknown: 'backend.unknown',
  '': 'backend.unknown',
};

/** The name that users know, or the system's own. */
export function backendName(message: (id: MessageId) => string, backend: string): string {
  const id = names[backend];
  return id === undefined ? backend : message(id);
}

/** True if this start found no store that can keep a key. */
export function isNoStore(backend: string): boolean {
  return ['basic_text', 'only_portal', 'unknown'].includes(backend);
}
