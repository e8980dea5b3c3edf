/**
 * Links of our scheme as the operating system delivers them: in the argv of this process or of a second
 * instance, or by the `open-url` event on macOS.
 */
import type { App } from 'electron';

import { isLink } from '../oauth/link-scheme.js';

/**
 * The only link among the arguments; null when there is none or more than one. Found by its scheme and
 * never by position, because Chromium adds arguments of its own (R14).
 */
export function linkInArgv(argv: readonly string[]): string | null {
  const [link, another] = linksIn(argv);
  return link !== undefined && another === undefined ? link : null;
}

function linksIn(argv: readonly string[]): readonly string[] {
  return argv.filter(isLink);
}

export interface SecondInstanceHandlers {
  readonly onLink: (link: string) => void;
  /** The user started Lanyard again. */
  readonly onStart: () => void;
}

/**
 * Any web page can make the system start a second instance by a link, as often as it likes. So a link
 * never brings the window to the front by itself (H1, R13).
 */
export function onSecondInstance(app: App, { onLink, onStart }: SecondInstanceHandlers): void {
  app.on('second-instance', (_event, argv) => {
    const link = linkInArgv(argv);
    if (link !== null) onLink(link);
    else if (linksIn(argv).length === 0) onStart();
  });
}

/**
 * Must be called at once: macOS may emit `open-url` before the app is ready.
 * @see https://github.com/electron/electron/issues/40173
 */
export function onOpenUrl(app: App, listener: (link: string) => void): void {
  app.on('open-url', (event, url) => {
    event.preventDefault();
    listener(url);
  });
}
