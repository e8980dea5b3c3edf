/** The system's notifications. connections/views/attention.ts decides which connections need one. */
import { Notification } from 'electron';

import { formatMessage } from '../../messages/format.js';
import type { AttentionNotice, Notifier } from '../ports/notifier.js';
import { plainText, rendersMarkup } from './markup.js';

interface NotificationText {
  readonly title: string;
  readonly body: string;
}

/** Slow on Linux, where it looks for the desktop's notification service: do not call it during the start. */
export function canNotify(): boolean {
  return Notification.isSupported();
}

/** @param onClick receives the connection the notification was about; null when it was about several */
export function createNotifier(onClick: (connectionId: string | null) => void): Notifier {
  let withdraw = (): void => undefined;
  return {
    withdraw: () => withdraw(),
    show(notice) {
      withdraw();
      withdraw = showNotification(noticeText(notice), () =>
        onClick(notice.kind === 'one' ? notice.connectionId : null),
      );
    },
  };
}

export function noticeText(notice: AttentionNotice): NotificationText {
  if (notice.kind === 'several') {
    return {
      title: formatMessage('notification.several.title', { count: notice.count }),
      body: formatMessage('notification.several.body'),
    };
  }
  const { reason, serviceName: service, label } = notice;
  return {
    title: formatMessage(`notification.${reason}.title`, { service }),
    body: formatMessage(`notification.${reason}.body`, { label: label ?? service, service }),
  };
}

/** Explains where the window went, the first time that closing it hides it in the tray. */
export function notifyHiddenToTray(onClick: () => void): void {
  const title = formatMessage('notification.inTray.title');
  showNotification({ title, body: formatMessage('notification.inTray.body') }, onClick);
}

/** Tells that nothing is refreshed while the vault is locked. Returns a function that withdraws it. */
export function notifyLocked(onClick: () => void): () => void {
  const title = formatMessage('notification.locked.title');
  return showNotification({ title, body: formatMessage('notification.locked.body') }, onClick);
}

/** Holds references: a Notification that is garbage collected emits no click. */
const shownNotifications = new Set<Notification>();

/** Returns a function that withdraws it; a click withdraws it too. */
function showNotification({ title, body }: NotificationText, onClick: () => void): () => void {
  let shown: Notification | null = null;
  let isWithdrawn = false;
  const withdraw = () => {
    isWithdrawn = true;
    if (shown && shownNotifications.delete(shown)) shown.close();
  };
  void bodyForSystem(body).then((plainBody) => {
    if (isWithdrawn) return;
    // No system renders markup in a title.
    shown = new Notification({ title: plainText(title, false), body: plainBody });
    shown.on('click', () => {
      withdraw();
      onClick();
    });
    shownNotifications.add(shown);
    shown.show();
  });
  return withdraw;
}

/** Asks the desktop only where its answer matters. */
async function bodyForSystem(body: string): Promise<string> {
  const hasMarkup = /[&<>]/.test(body) && (await rendersMarkup(process.platform, process.env));
  return plainText(body, hasMarkup);
}
