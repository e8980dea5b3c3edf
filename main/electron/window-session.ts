/**
 * The session of the window, cut off from the network: its files come from memory, and everything
 * else that script in it could request is refused three times over, because Chromium has ways around
 * each single one (N5).
 */
import { type Session, session } from 'electron';

import { isOurs } from './app-origin.js';

/** A port of this computer that only an administrator could open. The proxy is never reached. */
const nowhere = 'http://127.0.0.1:1';

/** Must be called once the app is ready. */
export function createWindowSession(): Session {
  const windowSession = session.fromPartition('window');
  // Links to download are followed without regard to the content security policy.
  windowSession.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, callback) =>
    callback({ cancel: !isOurs(url) }),
  );
  // Web sockets and WebRTC over TCP would go through it. Not awaited: it is set before the page loads.
  void windowSession.setProxy({ proxyRules: nowhere, proxyBypassRules: '<-loopback>' });
  return windowSession;
}
