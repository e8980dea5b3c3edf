/**
 * Chromium picks the password store by the name of the desktop and uses none on a desktop it does not
 * know (i3, sway, …), even when one is running. There, select the Secret Service, which every desktop's
 * store implements; the canary still checks whether it protects (ADR 0003).
 */
import type { App } from 'electron';

/** Desktops whose store Chromium finds. */
const knownDesktops = /gnome|unity|cinnamon|deepin|pantheon|ukui|xfce|lxqt|kde|plasma|cosmic/i;

/** Must run before the app is ready. A choice on the command line takes precedence. */
export function choosePasswordStore(app: App, environment: NodeJS.ProcessEnv): void {
  if (process.platform !== 'linux' || app.commandLine.hasSwitch('password-store')) return;
  const desktop = `${environment['XDG_CURRENT_DESKTOP'] ?? ''} ${environment['DESKTOP_SESSION'] ?? ''}`;
  if (knownDesktops.test(desktop)) return;
  app.commandLine.appendSwitch('password-store', 'gnome-libsecret');
}
