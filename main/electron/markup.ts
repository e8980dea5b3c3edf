/**
 * Names that services and users chose, as text: systems read markup or access keys in some of the places
 * that show them.
 */
import { callOnSessionBus } from './session-bus.js';

/** A notification service that does not answer gets escaped text, ms. */
const answerWithinMs = 5_000;

/**
 * The label of a menu item. `&` marks the next letter as the access key; Electron turns the underscores
 * of Linux, which mark it there, into text itself. A tab would begin the shortcut.
 */
export function menuLabel(text: string): string {
  return oneLine(text).replaceAll('&', '&&');
}

/** @param hasMarkup the system renders the text as markup, like Linux notification bodies */
export function plainText(text: string, hasMarkup: boolean): string {
  const line = oneLine(text);
  return hasMarkup
    ? line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    : line;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/**
 * True if this desktop renders markup in the body of a notification: only there it can be escaped.
 * Asked each time, because the service may have been replaced.
 * @see https://specifications.freedesktop.org/notification/1.3/markup.html
 */
export async function rendersMarkup(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): Promise<boolean> {
  if (platform !== 'linux') return false;
  const service = 'org.freedesktop.Notifications';
  const capabilities = await callOnSessionBus(
    {
      ...{ destination: service, path: '/org/freedesktop/Notifications' },
      ...{ interface: service, method: 'GetCapabilities' },
    },
    environment,
    answerWithinMs,
  );
  // Almost every service renders it, and signs too many are better than a link of somebody else's.
  return capabilities === null || /(?<![\w-])body-markup(?![\w-])/.test(capabilities);
}
