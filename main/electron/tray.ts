/** The icon in the tray: how the connections are in one look, and the way to them. */
import {
  Menu,
  type MenuItemConstructorOptions,
  nativeImage,
  type NativeImage,
  Tray,
} from 'electron';

import type { TraySummary } from '../connections/views/tray-summary.js';
import { trayIcons } from './icons/tray-icons.js';
import { message } from './messages.js';

export interface TrayActions {
  readonly open: () => void;
  readonly show: (connectionId: string) => void;
  readonly quit: () => void;
}

export interface TrayIcon {
  show(seen: TraySummary): void;
}

export function createTray(platform: NodeJS.Platform, actions: TrayActions): TrayIcon {
  const isMac = platform === 'darwin';
  const images = new Map<TraySummary['status'], NativeImage>();
  function imageOf(status: TraySummary['status']): NativeImage {
    const image = images.get(status) ?? trayImage(status, isMac);
    images.set(status, image);
    return image;
  }

  let tray: Tray | null = null;
  function made(status: TraySummary['status']): Tray {
    const icon = new Tray(imageOf(status));
    // On a Mac a click opens the menu, as everywhere in its menu bar.
    if (!isMac) icon.on('click', actions.open);
    return icon;
  }

  return {
    show(seen) {
      tray ??= made(seen.status);
      tray.setImage(imageOf(seen.status));
      tray.setToolTip(trayTooltip(seen));
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu(seen, actions)));
    },
  };
}

export function trayTooltip({ status, count, needYou }: TraySummary): string {
  return status === 'locked'
    ? message('tray.locked')
    : message(needYou === 0 ? 'tray.noneNeedsYou' : 'tray.needYou', { count, needYou });
}

export function trayMenu(
  { status, named, needYou }: TraySummary,
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const needing: MenuItemConstructorOptions[] =
    status === 'locked' || needYou === 0
      ? []
      : [
          { type: 'separator' },
          { label: message('tray.needYouHeading'), enabled: false },
          ...named.map(({ connectionId, label }) => ({
            // Windows and Linux read & as "the next letter is the key".
            label: label.replaceAll('&', '&&'),
            click: () => actions.show(connectionId),
          })),
          ...(needYou > named.length
            ? [
                {
                  label: message('tray.more', { more: needYou - named.length }),
                  click: actions.open,
                },
              ]
            : []),
        ];
  return [
    { label: message('tray.open'), click: actions.open },
    ...needing,
    { type: 'separator' },
    { label: message('tray.quit'), click: actions.quit },
  ];
}

function trayImage(status: TraySummary['status'], isTemplate: boolean): NativeImage {
  const image = nativeImage.createEmpty();
  const [single, double] = trayIcons[isTemplate ? 'template' : 'coloured'][status];
  image.addRepresentation({ scaleFactor: 1, width: 16, height: 16, dataURL: single });
  image.addRepresentation({ scaleFactor: 2, width: 32, height: 32, dataURL: double });
  image.setTemplateImage(isTemplate);
  return image;
}
