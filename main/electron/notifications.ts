/** The system's notifications. Electron shows them; what is news is decided in connections/telling/news.ts. */
import { type App, Notification } from 'electron';

import type { AttentionNotice, Notifier } from '../ports/notifier.js';
import { message } from './messages.js';

/** Windows shows only what comes from a known app: the installer's shortcut carries the same id. */
export function makeKnownToNotifications(app: App, platform: NodeJS.Platform): void {
  if (platform === 'win32') app.setAppUserModelId('app.lanyard.desktop');
}

/** Asked late: on Linux it looks for the desktop's notifications, and that takes its time. */
export function canNotify(): boolean {
  return Notification.isSupported();
}

/** @param clicked the connection it was about; null: it was about several. */
export function createNotifier(clicked: (connectionId: string | null) => void): Notifier {
  let withdraw = (): void => undefined;
  return {
    withdraw: () => withdraw(),
    show(note) {
      withdraw();
      withdraw = say(noticeText(note), () =>
        clicked(note.kind === 'one' ? note.connectionId : null),
      );
    },
  };
}

export function noticeText(note: AttentionNotice): {
  readonly title: string;
  readonly body: string;
} {
  if (note.kind === 'several') {
    return {
      title: message('notification.several.title', { count: note.count }),
      body: message('notification.several.body'),
    };
  }
  const { trouble, serviceName: service, label } = note;
  return {
    title: message(`notification.${trouble}.title`, { service }),
    body: message(`notification.${trouble}.body`, { label: label ?? service, service }),
  };
}

/** Where the window has gone, said the first time it is closed to the tray. */
export function tellOfTray(clicked: () => void): void {
  say(
    { title: message('notification.inTray.title'), body: message('notification.inTray.body') },
    clicked,
  );
}

/** That nothing is renewed, where nobody sees it. Returns what takes it back. */
export function tellOfLock(clicked: () => void): () => void {
  const said = {
    title: message('notification.locked.title'),
    body: message('notification.locked.body'),
  };
  return say(said, clicked);
}

/** Kept, or they would be collected and their clicks go nowhere. */
const standing = new Set<Notification>();

/** Returns what takes it back; whoever clicks it has seen it. */
function say(said: ReturnType<typeof noticeText>, clicked: () => void): () => void {
  const notification = new Notification(said);
  const withdraw = () => {
    if (standing.delete(notification)) notification.close();
  };
  notification.on('click', () => {
    withdraw();
    clicked();
  });
  standing.add(notification);
  notification.show();
  return withdraw;
}
