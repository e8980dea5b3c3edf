/** The page for a window that keeps crashing. It has no script, so main puts the messages in. */
import { formatMessage } from '../../messages/format.js';

/** @param html the built renderer/stopped.html */
export function fillMessages(html: string): string {
  return html.replace(/\{(stoppedWindow\.(?:title|body|reload))\}/g, (_placeholder, id) =>
    escapeText(formatMessage(id as 'stoppedWindow.title')),
  );
}

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
