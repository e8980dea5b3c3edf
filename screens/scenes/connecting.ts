/** The way from "Connect an account" to the new connection, with its detours. */
import type { Page } from '@playwright/test';

import {
  attempt,
  failure,
  minutes,
  noon,
  scope,
  service,
  waiting,
} from '../../testing/renderer/samples.js';
import { type Look, type Scene, sentWith } from '../scene.js';
import { mixed } from './list.js';

type Phase = Parameters<typeof attempt>[0];

function phase(
  name: string,
  of: Phase,
  more: Parameters<typeof attempt>[1] = {},
  looks: readonly Look[] = [],
): Scene {
  return {
    name: `connecting-${name}`,
    sent: sentWith(mixed, { attemptsChanged: [attempt(of, more)] }),
    looks,
  };
}

const openConnect = async (page: Page) => {
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
};

const openid = scope('openid', { isDefault: true, isNeeded: true });
const profile = scope('profile', { isDefault: true, isNeeded: true });
const words = (name: string, description: string, risk: 'reads' | 'changes' | 'controls') =>
  scope(name, { description, risk });
const mailAndFiles = [
  words('mail.read', 'Read your mail', 'reads'),
  words('mail', 'Read, send and delete your mail', 'controls'),
  words('calendar.read', 'See your calendars', 'reads'),
  words('calendar', 'See and change your calendars', 'changes'),
];
const permissionScene = (
  name: string,
  scopes: readonly ReturnType<typeof scope>[],
  looks: readonly Look[] = [],
  act: (page: Page) => Promise<void> = () => Promise.resolve(),
): Scene => ({
  name: `connecting-permissions${name}`,
  sent: sentWith(mixed, {
    servicesChanged: {
      services: [service('google', 'Google', 'shipped', { scopes })],
      problems: [],
    },
  }),
  act: async (page) => {
    await openConnect(page);
    await page.getByRole('button', { name: 'Google', exact: true }).click();
    await act(page);
  },
  looks,
});

/** The question about a server that calls itself otherwise. */
function otherIssuer(name: string, typed: string, issuer: string, looks: readonly Look[]): Scene {
  return {
    name: `connecting-${name}`,
    sent: sentWith(mixed),
    replies: { inspectServer: { kind: 'confirm_issuer', issuer } },
    async act(page) {
      await openConnect(page);
      await page.getByRole('button', { name: 'Another service' }).click();
      await page.getByRole('textbox', { name: 'Server address' }).fill(typed);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('heading', { name: 'Is this the right server?' }).waitFor();
    },
    looks,
  };
}

const authority = 'https://login.microsoftonline.com';

/** To what is asked once the server was found. */
const openServer = async (page: Page) => {
  await openConnect(page);
  await page.getByRole('button', { name: 'Another service' }).click();
  await page.getByRole('textbox', { name: 'Server address' }).fill('login.example.com');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
};

export const connectingScenes: readonly Scene[] = [
  {
    name: 'connecting-services',
    sent: sentWith(mixed),
    act: openConnect,
    looks: ['narrow', 'forced-colours'],
  },
  {
    name: 'connecting-another-service',
    sent: sentWith(mixed),
    act: async (page) => {
      await openConnect(page);
      await page.getByRole('button', { name: 'Another service' }).click();
    },
    looks: ['narrow'],
  },
  {
    name: 'connecting-server-with-client',
    sent: sentWith(mixed),
    act: openServer,
    looks: ['narrow'],
  },
  {
    name: 'connecting-server-options',
    sent: sentWith(mixed),
    act: async (page) => {
      await openServer(page);
      await page.getByRole('button', { name: 'More options' }).click();
    },
  },
  {
    name: 'connecting-server-by-itself',
    sent: sentWith(mixed),
    replies: {
      inspectServer: {
        kind: 'found',
        host: 'mcp.example.com',
        registersApp: true,
        hasDeviceCode: false,
      },
    },
    act: openServer,
    looks: ['narrow', 'forced-colours'],
  },
  permissionScene(
    '',
    [
      openid,
      profile,
      scope('offline_access', { isDefault: true, isNeeded: true }),
      ...mailAndFiles.map((each, at) => ({ ...each, isDefault: at === 0 })),
      scope('users', { description: 'See everyone in your organisation', adminOnly: true }),
    ],
    ['narrow', 'forced-colours'],
  ),
  permissionScene(
    '-many',
    [
      openid,
      ...Array.from({ length: 18 }, (_, at) => mailAndFiles[at % 4] ?? openid).map((each, at) => ({
        ...each,
        name: `${each.name}.${at}`,
      })),
    ],
    [],
    (page) => page.getByRole('button', { name: 'Show all 18' }).click(),
  ),
  permissionScene('-few', mailAndFiles.slice(0, 2)),
  otherIssuer(
    'other-name',
    `${authority}/contoso.com`,
    'https://sts.windows.net/11111111-2222-3333-4444-555555555555/',
    ['narrow'],
  ),
  otherIssuer('many-organizations', `${authority}/common/v2.0`, `${authority}/{tenantid}/v2.0`, [
    'narrow',
  ]),
  phase('preparing', { kind: 'preparing' }),
  phase('waiting', waiting, { otherMethods: ['local_address', 'device_code'] }, ['narrow']),
  {
    name: 'connecting-stop',
    sent: sentWith(mixed, { attemptsChanged: [attempt(waiting)] }),
    act: async (page) => {
      await page.getByRole('heading', { name: 'Finish in your browser' }).press('Escape');
    },
    looks: ['narrow'],
  },
  phase('waiting-without-browser', { ...waiting, trouble: failure('browser_not_opened') }),
  phase('code', {
    kind: 'waiting_for_code',
    openedAt: noon,
    expiresAt: noon + 15 * minutes,
    userCode: 'WDJB-MJHT',
    verificationUri: 'https://github.example/login/device',
    verificationUriComplete: 'https://github.example/login/device?user_code=WDJB-MJHT',
  }),
  phase('server', {
    kind: 'waiting_for_server',
    openedAt: noon,
    expiresAt: noon + 10 * minutes,
    host: 'odoo.example.com',
    trouble: null,
  }),
  phase('private-network', {
    kind: 'confirm_private_network',
    hosts: ['192.168.1.1', 'printer.local'],
  }),
  phase('finishing', { kind: 'finishing' }),
  phase(
    'other-account',
    {
      kind: 'other_account',
      reason: 'different',
      expected: { name: 'Donald Knuth', email: 'donald@example.com' },
      actual: { name: 'Donald Duck', email: 'duck@example.com' },
    },
    { connectionId: 'donald', serviceId: 'github', serviceName: 'GitHub' },
  ),
  phase(
    'other-account-unnamed',
    {
      kind: 'other_account',
      reason: 'not_identified',
      expected: { name: 'Donald Knuth', email: null },
      actual: { name: null, email: null },
    },
    { connectionId: 'donald', serviceId: 'github', serviceName: 'GitHub' },
  ),
  {
    name: 'connecting-needs-admin',
    sent: sentWith(mixed, {
      servicesChanged: {
        services: [
          service('practice', 'Practice service', 'file', {
            scopes: [openid, scope('users', { adminOnly: true })],
          }),
        ],
        problems: [],
      },
      attemptsChanged: [attempt({ kind: 'failed', failure: failure('admin_consent_needed') })],
    }),
  },
  phase('declined', { kind: 'failed', failure: failure('access_denied') }),
  phase('failed', { kind: 'failed', failure: failure('server_fault', { cause: 'HTTP 503' }) }),
];
