/**
 * Chromium picks the password store by the name of the desktop, and on a desktop it does not know
 * (i3, sway, …) takes none, though one may be running. There we ask for the Secret Service, which
 * every desktop's store speaks; whether it protects is still asked by canary (ADR 0003).
 */
import type { App } from 'electron';

/** Desktops whose store Chromium finds by itself. */
const knownDesktops = /gnome|unity|cinnamon|deepin|pantheon|ukui|xfce|lxqt|kde|plasma|cosmic/i;

/** Must run before the app is ready. What the person set on the command line stands. */
export function choosePasswordStore(app: App, environment: NodeJS.ProcessEnv): void {
  if (process.platform !== 'linux' || app.commandLine.hasSwitch('password-store')) return;
  const desktop = `${environment['XDG_CURRENT_DESKTOP'] ?? ''} ${environment['DESKTOP_SESSION'] ?? ''}`;
  if (knownDesktops.test(desktop)) return;
  app.commandLine.appendSwitch('password-store', 'gnome-libsecret');
}
