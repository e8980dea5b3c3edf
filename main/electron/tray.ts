/** The tray icon: the connections' overall status, and a menu that leads to them. */
import {
  Menu,
  type MenuItemConstructorOptions,
  nativeImage,
  type NativeImage,
  Tray,
} from 'electron';

import { formatMessage } from '../../messages/format.js';
import type { TraySummary } from '../connections/views/tray-summary.js';
import { trayIcons } from './icons/tray-icons.js';
import { menuLabel } from './markup.js';

export interface TrayActions {
  readonly open: () => void;
  readonly show: (connectionId: string) => void;
  readonly connect: () => void;
  readonly refreshAll: () => void;
  readonly lock: () => void;
  readonly quit: () => void;
}

export interface TrayIcon {
  show(summary: TraySummary): void;
  /**
   * True if the desktop shows icons. Electron looks for that once, when an icon is made: one that is made
   * before the panel is there, or while it is too busy to answer, is never shown.
   */
  setShown(isShown: boolean): void;
}

export function createTray(platform: NodeJS.Platform, actions: TrayActions): TrayIcon {
  const isMac = platform === 'darwin';
  const images = new Map<TraySummary['status'], NativeImage>();
  function imageFor(status: TraySummary['status']): NativeImage {
    const image = images.get(status) ?? trayImage(status, isMac);
    images.set(status, image);
    return image;
  }

  let tray: Tray | null = null;
  let last: TraySummary | null = null;
  let isShown = false;
  function createIcon(status: TraySummary['status']): Tray {
    const icon = new Tray(imageFor(status));
    // On a Mac a click opens the menu, as with every menu bar icon.
    if (!isMac) icon.on('click', actions.open);
    return icon;
  }

  function update(): void {
    if (!isShown || last === null) return;
    tray ??= createIcon(last.status);
    tray.setImage(imageFor(last.status));
    tray.setToolTip(trayTooltip(last));
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(last, actions)));
  }

  return {
    show(summary) {
      last = summary;
      update();
    },
    setShown(value) {
      if (value === isShown) return;
      isShown = value;
      if (!isShown) {
        tray?.destroy();
        tray = null;
      }
      update();
    },
  };
}

/** Numbers only: some desktops render markup here, so no name belongs in it. */
export function trayTooltip({ status, count, needAttention }: TraySummary): string {
  return status === 'locked'
    ? formatMessage('tray.locked')
    : formatMessage(needAttention === 0 ? 'tray.noneNeedsYou' : 'tray.needYou', {
        count,
        needYou: needAttention,
      });
}

export function trayMenu(
  { status, count, named, needAttention }: TraySummary,
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const needing: MenuItemConstructorOptions[] =
    status === 'locked' || needAttention === 0
      ? []
      : [
          { type: 'separator' },
          { label: formatMessage('tray.needYouHeading'), enabled: false },
          ...named.map(({ connectionId, label }) => ({
            label: menuLabel(label),
            click: () => actions.show(connectionId),
          })),
          ...(needAttention > named.length
            ? [
                {
                  label: formatMessage('tray.more', { more: needAttention - named.length }),
                  click: actions.open,
                },
              ]
            : []),
        ];
  const own: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { label: formatMessage('tray.connect'), click: actions.connect },
    { label: formatMessage('action.refresh_all'), enabled: count > 0, click: actions.refreshAll },
    { label: formatMessage('tray.lock'), click: actions.lock },
  ];
  return [
    { label: formatMessage('tray.open'), click: actions.open },
    ...needing,
    ...(status === 'locked' ? [] : own),
    { type: 'separator' },
    { label: formatMessage('tray.quit'), click: actions.quit },
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
