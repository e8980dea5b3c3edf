/** The icon in the tray: how the connections are in one look, and the way to them. */
import {
  Menu,
  type MenuItemConstructorOptions,
  nativeImage,
  type NativeImage,
  Tray,
} from 'electron';

import type { AtAGlance } from '../connections/views/tray-summary.js';
import { trayIcons } from './icons/tray-icons.js';
import { words } from './messages.js';

export interface TrayActions {
  readonly open: () => void;
  readonly show: (connectionId: string) => void;
  readonly quit: () => void;
}

export interface TrayIcon {
  show(seen: AtAGlance): void;
}

export function createTray(platform: NodeJS.Platform, actions: TrayActions): TrayIcon {
  const isMac = platform === 'darwin';
  const images = new Map<AtAGlance['mood'], NativeImage>();
  function imageOf(mood: AtAGlance['mood']): NativeImage {
    const image = images.get(mood) ?? trayImage(mood, isMac);
    images.set(mood, image);
    return image;
  }

  let tray: Tray | null = null;
  function made(mood: AtAGlance['mood']): Tray {
    const icon = new Tray(imageOf(mood));
    // On a Mac a click opens the menu, as everywhere in its menu bar.
    if (!isMac) icon.on('click', actions.open);
    return icon;
  }

  return {
    show(seen) {
      tray ??= made(seen.mood);
      tray.setImage(imageOf(seen.mood));
      tray.setToolTip(trayWords(seen));
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu(seen, actions)));
    },
  };
}

export function trayWords({ mood, count, needYou }: AtAGlance): string {
  return mood === 'locked'
    ? words('tray.locked')
    : words(needYou === 0 ? 'tray.allWell' : 'tray.needYou', { count, needYou });
}

export function trayMenu(
  { mood, named, needYou }: AtAGlance,
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const needing: MenuItemConstructorOptions[] =
    mood === 'locked' || needYou === 0
      ? []
      : [
          { type: 'separator' },
          { label: words('tray.needYouHeading'), enabled: false },
          ...named.map(({ connectionId, label }) => ({
            // Windows and Linux read & as "the next letter is the key".
            label: label.replaceAll('&', '&&'),
            click: () => actions.show(connectionId),
          })),
          ...(needYou > named.length
            ? [{ label: words('tray.more', { more: needYou - named.length }), click: actions.open }]
            : []),
        ];
  return [
    { label: words('tray.open'), click: actions.open },
    ...needing,
    { type: 'separator' },
    { label: words('tray.quit'), click: actions.quit },
  ];
}

function trayImage(mood: AtAGlance['mood'], isTemplate: boolean): NativeImage {
  const image = nativeImage.createEmpty();
  const [single, double] = trayIcons[isTemplate ? 'template' : 'coloured'][mood];
  image.addRepresentation({ scaleFactor: 1, width: 16, height: 16, dataURL: single });
  image.addRepresentation({ scaleFactor: 2, width: 32, height: 32, dataURL: double });
  image.setTemplateImage(isTemplate);
  return image;
}
