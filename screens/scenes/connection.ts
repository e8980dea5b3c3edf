/** One connection: its states, its tabs, and the dialogs that it opens. */
import type { Page } from '@playwright/test';

import type {
  ConnectionDetails,
  ConnectionState,
  ConnectionView,
} from '../../ipc/connection-view.js';
import { days, failure, minutes, noon, tokenDetails } from '../../testing/renderer/samples.js';
import { detailsOf, type Look, type Scene, sentWith } from '../scene.js';
import { donald, mixed } from './list.js';

export async function select(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: donald.label })
    .or(page.getByRole('listitem').filter({ hasText: donald.label }))
    .first()
    .click();
}

const press = (name: string) => async (page: Page) => {
  await select(page);
  await page.getByRole('button', { name, exact: true }).click();
};

function scene(
  name: string,
  more: Partial<ConnectionView> = {},
  act: (page: Page) => Promise<void> = select,
  looks: readonly Look[] = [],
  details: Partial<ConnectionDetails> = {},
): Scene {
  const shown = { ...donald, ...more };
  const connections = mixed.map((each) => (each.id === shown.id ? shown : each));
  const detailsChanged = detailsOf(shown.id, tokenDetails(), details);
  return {
    name: `connection-${name}`,
    sent: sentWith(connections, { detailsChanged }),
    act,
    looks,
  };
}

const states: Readonly<Record<string, ConnectionState>> = {
  refreshing: { kind: 'refreshing' },
  retrying: { kind: 'retrying', cause: failure('server_busy'), nextAttemptAt: noon + minutes },
  offline: { kind: 'offline', since: noon - 5 * minutes },
  'needs-sign-in': {
    kind: 'needs_sign_in',
    cause: failure('grant_refused', { serverError: 'invalid_grant' }),
  },
  misconfigured: { kind: 'misconfigured', cause: failure('client_refused') },
  disconnecting: { kind: 'disconnecting', since: noon, progress: { kind: 'pending' } },
  'disconnecting-waits': {
    kind: 'disconnecting',
    since: noon - 50 * minutes,
    progress: {
      kind: 'waiting',
      obstacle: 'network',
      cause: failure('network_down'),
      since: noon - 40 * minutes,
      nextAttemptAt: noon + 10 * minutes,
      triesUntil: noon + 30 * 24 * 60 * minutes,
    },
  },
  locked: { kind: 'storage_locked' },
  'newer-version': { kind: 'newer_version' },
};

const differing: ConnectionView['permissions'] = [
  { scope: 'read:user', description: 'Know who you are', requested: true, granted: true },
  { scope: 'repo', description: 'See and change your code', requested: true, granted: false },
  { scope: 'gist', description: 'Create snippets', requested: true, granted: false },
  { scope: 'read:org', description: 'See your organisations', requested: false, granted: true },
];

const docs = { kind: 'documentation', name: 'https://docs.example/tokens' } as const;
const forecast: ConnectionDetails['forecast'] = {
  kind: 'expected',
  entries: [
    {
      event: { kind: 'sign_in_by', at: noon + 40 * days, lifeMs: 60 * days },
      source: docs,
    },
    { event: { kind: 'unused_for', lifeMs: 30 * days }, source: docs },
  ],
  later: {
    event: { kind: 'registration_ends', at: noon + 200 * days },
    source: { kind: 'server' },
  },
  refreshingSince: null,
};

const tab = (name: string) => async (page: Page) => {
  await select(page);
  await page.getByRole('tab', { name }).click();
};

export const connectionScenes: readonly Scene[] = [
  scene('active', {}, select, ['narrow', 'forced-colours']),
  ...Object.entries(states).map(([name, state]) => scene(name, { state })),
  scene('expires', {
    state: { kind: 'expires' },
    lifetime: { kind: 'ends', at: noon + 20 * 60 * minutes },
  }),
  scene('step-up', { insufficientAuthentication: failure('authentication_insufficient') }),
  scene('forecast', {}, select, ['narrow'], { forecast }),
  scene('permissions', {}, tab('Permissions')),
  scene('permissions-differ', { permissions: differing }, tab('Permissions'), ['narrow']),
  scene('activity', {}, tab('Activity')),
  scene('token-details', {}, tab('Token details'), ['narrow']),
  scene('rename', {}, press('Rename')),
  scene('disconnect', {}, press('Disconnect'), ['narrow']),
  {
    ...scene('disconnect-dependents', {}, press('Disconnect'), ['narrow']),
    replies: {
      getDependents: {
        endsWithIt: [],
        mayEndToo: ['Donald at the office', 'Build server'],
        signsInThroughIt: ['Team calendar'],
      },
    },
  },
  scene('remove', {}, press('Remove from this computer')),
  {
    name: 'connection-ended',
    sent: sentWith(mixed, {
      connectionEnded: {
        connectionId: 'gone',
        serviceId: 'github',
        serviceName: 'GitHub',
        label: 'Alan Turing',
        evidence: { kind: 'confirmed', at: noon },
        hasAccountPage: true,
      },
    }),
  },
];
