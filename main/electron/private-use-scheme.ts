/**
 * Links of our scheme, however the operating system hands them over: on the command line of this
 * process or of a second one, or by event on macOS.
 */
import type { App } from 'electron';

import { privateUseScheme } from '../oauth/redirect-uri.js';

/**
 * The one address of ours among the arguments; null when there is none, or more than one. Found by
 * its scheme and never by position: Chromium adds arguments of its own (R14).
 */
export function addressAmong(argv: readonly string[]): string | null {
  const prefix = `${privateUseScheme}:`;
  const [address, another] = argv.filter((each) => each.toLowerCase().startsWith(prefix));
  return address !== undefined && another === undefined ? address : null;
}

/** macOS may send the link before the app is ready: listen at once (electron#40173). */
export function onOpenUrl(app: App, listener: (address: string) => void): void {
  app.on('open-url', (event, url) => {
    event.preventDefault();
    listener(url);
  });
}
