import type { App } from 'electron';

/** Windows shows notifications only of an app it knows: the installer's shortcut carries the same ID. */
export function setAppUserModelId(app: App, platform: NodeJS.Platform): void {
  if (platform === 'win32') app.setAppUserModelId('app.lanyard.desktop');
}
