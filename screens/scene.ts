/** One screen in one state. */
import type { Page } from '@playwright/test';

import type { ConnectionDetails, ConnectionView } from '../ipc/connection-view.js';
import { noon, service } from '../testing/renderer/samples.js';
import type { Sent } from './window.js';

/** How the window looks: its theme, its size, and the user's choices. */
export const looks = [
  'light',
  'dark',
  'narrow',
  'forced-colours',
  'contrast',
  'dark-contrast',
  'pseudo-language',
  'arabic',
] as const;
export type Look = (typeof looks)[number];

export interface Scene {
  /** Names the picture. */
  readonly name: string;
  readonly sent: Sent;
  /** In place of the usual ones, under the name of the request. */
  readonly replies?: Readonly<Record<string, unknown>>;
  /** Does first what the user would. */
  readonly act?: (page: Page) => Promise<void>;
  /** Besides light, dark, the pseudo-language and Arabic. */
  readonly looks?: readonly Look[];
}

export const openVault = {
  kind: 'open',
  protection: { kind: 'computer', backend: 'gnome_libsecret' },
  recovery: { kind: 'none' },
  integrity: { kind: 'none' },
  archivedVaults: [],
} as const;

const shipped = ['Asana', 'Discord', 'Dropbox', 'Figma', 'GitLab', 'Notion', 'Slack'];
const needsClient = {
  kind: 'needs_client',
  secret: 'required',
  hasDocs: true,
  hasForm: true,
  hasDeviceCode: false,
  variables: [],
} as const;

export const services = [
  service('practice', 'Practice service', 'file', { isPractice: true }),
  service('google', 'Google', 'shipped'),
  service('github', 'GitHub', 'shipped'),
  ...shipped.map((name) =>
    service(name.toLowerCase(), name, 'shipped', { setUp: needsClient, isPopular: true }),
  ),
  ...['Airtable', 'Box', 'Linear', 'Miro', 'Trakt', 'Zoom'].map((name) =>
    service(name.toLowerCase(), name, 'shipped', { setUp: needsClient }),
  ),
  ...['personal account', 'work or school'].map((kind, index) =>
    service(['microsoft', 'microsoft-work'][index] ?? '', `Microsoft (${kind})`, 'shipped', {
      setUp: needsClient,
      isPopular: true,
      family: 'Microsoft',
      keywords: ['Outlook', 'Teams'],
    }),
  ),
];

/** An open vault with these connections. */
export function sentWith(connections: readonly ConnectionView[], more: Sent = {}): Sent {
  return {
    regionChanged: { locale: 'en-GB', timeZone: 'UTC', hourCycle: 'h23' },
    vaultChanged: openVault,
    servicesChanged: { services, problems: [] },
    connectionsChanged: { kind: 'all', connections },
    settingsChanged: {
      closeToTray: { kind: 'on' },
      startAtLogin: { kind: 'off' },
      notify: { kind: 'on' },
      theme: 'system',
      language: 'system',
      lockAfter: 'never',
      lockWithSystem: false,
      file: { kind: 'understood' },
      about: { version: '0.1.0', electron: '45.4.1', dataFolder: '~/.config/Lanyard' },
    },
    ...more,
  };
}

export function detailsOf(
  connectionId: string,
  tokens: ConnectionDetails['tokens'],
  more: Partial<ConnectionDetails> = {},
): ConnectionDetails {
  return {
    connectionId,
    tokens,
    activity: [
      { at: noon - 3_600_000, kind: 'refreshed', failure: null },
      { at: noon - 7_200_000, kind: 'connected', failure: null },
    ],
    forecast: {
      kind: 'expected',
      entries: [],
      later: null,
      refreshingSince: noon - 40 * 24 * 3_600_000,
    },
    ...more,
  };
}
