/** The way from "Connect an account" to the new connection, with its detours. */
import type { Page } from '@playwright/test';

import { attempt, failure, minutes, noon, waiting } from '../../testing/renderer/samples.js';
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
  phase('preparing', { kind: 'preparing' }),
  phase('waiting', waiting, { otherMethods: ['local_address', 'device_code'] }, ['narrow']),
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
    { connectionId: 'donald', serviceName: 'GitHub' },
  ),
  phase('declined', { kind: 'failed', failure: failure('access_denied') }),
  phase('failed', { kind: 'failed', failure: failure('server_fault', { cause: 'HTTP 503' }) }),
];
