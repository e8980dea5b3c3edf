/**
 * Applies to every session and every WebContents: no permissions, no navigation, no new windows, no
 * webviews, no client certificates, no ambient credentials, no way to stay (E5, E11–E14, H99, N5).
 */
import { app, type Session, type WebContents } from 'electron';

import { appPage, isOurs } from './app-origin.js';

/** net::ERR_ABORTED: another navigation replaced this one. */
const aborted = -3;

/** Must run before the app is ready. */
export function hardenSessions(): void {
  // Without this Chromium may select a certificate even for a request without credentials, which then
  // fails at a server that merely asks for one.
  app.commandLine.appendSwitch('enable-features', 'OmitCorsClientCert');
  // No policy covers `<link rel="dns-prefetch">`.
  app.commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false');
  app.on('session-created', denyPermissions);
  app.on('web-contents-created', (_event, contents) => {
    denyNavigation(contents);
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    // A page cannot keep itself from being closed or reloaded.
    contents.on('will-prevent-unload', (event) => event.preventDefault());
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
  app.on('login', (event, _contents, _details, _authInfo, callback) => {
    event.preventDefault();
    callback();
  });
}

function denyPermissions(session: Session): void {
  // Chromium would fetch their dictionaries at start, whether or not anything is checked (N4).
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.on('will-download', (event) => event.preventDefault());
}

function denyNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  // Chromium emits no `will-navigate` for about:blank and about:srcdoc: load our page again.
  contents.on('did-navigate', (_event, url) => {
    if (!isOurs(url)) loadAppPage(contents);
  });
  contents.on('did-fail-load', (_event, code, _description, url, isMainFrame) => {
    if (isMainFrame && code !== aborted && !isOurs(url)) loadAppPage(contents);
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function loadAppPage(contents: WebContents): void {
  contents.loadURL(appPage).catch(() => undefined);
}
