/**
 * Links of our scheme, however the operating system hands them over: on the command line of this
 * process or of a second one, or by event on macOS.
 */
import type { App } from 'electron';

import { linkScheme } from '../oauth/link-scheme.js';

/**
 * The one address of ours among the arguments; null when there is none, or more than one. Found by
 * its scheme and never by position: Chromium adds arguments of its own (R14).
 */
export function linkInArguments(argv: readonly string[]): string | null {
  const [address, another] = linksAmong(argv);
  return address !== undefined && another === undefined ? address : null;
}

function linksAmong(argv: readonly string[]): readonly string[] {
  return argv.filter((each) => each.toLowerCase().startsWith(`${linkScheme}:`));
}

export interface StartedAgain {
  readonly byLink: (address: string) => void;
  readonly byPerson: () => void;
}

/**
 * Lanyard was started while it runs. Any page can make the system do so by a link, as often as it
 * likes: what comes with one never brings the window forward by itself (H1, R13).
 */
export function onStartedAgain(app: App, { byLink, byPerson }: StartedAgain): void {
  app.on('second-instance', (_event, argv) => {
    const address = linkInArguments(argv);
    if (address !== null) byLink(address);
    else if (linksAmong(argv).length === 0) byPerson();
  });
}

/** macOS may send the link before the app is ready: listen at once (electron#40173). */
export function onOpenUrl(app: App, listener: (address: string) => void): void {
  app.on('open-url', (event, url) => {
    event.preventDefault();
    listener(url);
  });
}
