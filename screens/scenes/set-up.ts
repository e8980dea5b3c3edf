/** Setting up a service that ships without a client ID. */
import type { Page } from '@playwright/test';

import type { ServiceSetUp, ServiceView } from '../../ipc/service-view.js';
import { service } from '../../testing/renderer/samples.js';
import { type Look, type Scene, sentWith } from '../scene.js';

type NeedsClient = Extract<ServiceSetUp, { kind: 'needs_client' }>;

const needs: NeedsClient = {
  kind: 'needs_client',
  secret: null,
  hasDocs: true,
  hasForm: true,
  hasDeviceCode: false,
  variables: [],
};
const github = service('github', 'GitHub', 'shipped', {
  setUp: { ...needs, hasDeviceCode: true },
  verified: { date: '2026-11-21', source: 'GitHub' },
});
const mastodon = service('mastodon', 'Mastodon', 'shipped', {
  setUp: {
    ...needs,
    secret: 'required',
    variables: [
      {
        name: 'host',
        description: 'Address of your Mastodon server',
        example: 'mastodon.example',
        defaultValue: null,
      },
    ],
  },
});

export function setUpScene(
  name: string,
  each: ServiceView,
  act: (page: Page) => Promise<void>,
  looks: readonly Look[] = [],
): Scene {
  return {
    name: `set-up-${name}`,
    sent: sentWith([], { servicesChanged: { services: [each], problems: [] } }),
    act: async (page) => {
      await page.getByRole('button', { name: 'Connect an account' }).first().click();
      await page.getByRole('button', { name: each.name, exact: true }).click();
      await act(page);
    },
    looks,
  };
}

const openSteps = async (page: Page) => {
  await page.getByRole('button', { name: 'I’ll register it myself' }).click();
};
const next = async (page: Page) => {
  await page.getByRole('button', { name: 'Next' }).click();
};

const toAddresses = async (page: Page) => {
  await openSteps(page);
  await next(page);
};

export const setUpScenes: readonly Scene[] = [
  setUpScene('choice', github, () => Promise.resolve(), ['narrow', 'forced-colours']),
  setUpScene(
    'message',
    github,
    async (page) => {
      await page.getByRole('button', { name: 'Ask whoever looks after your computers' }).click();
      await page.getByRole('textbox', { name: 'Message' }).waitFor();
    },
    ['narrow'],
  ),
  setUpScene('file', github, async (page) => {
    await page.getByRole('button', { name: 'Open the file they sent back' }).click();
    await page.getByRole('button', { name: 'Use it and connect' }).waitFor();
  }),
  setUpScene('form', github, openSteps, ['narrow', 'forced-colours']),
  setUpScene('form-of-a-server', mastodon, openSteps),
  setUpScene('addresses', github, toAddresses, ['narrow', 'forced-colours']),
  setUpScene('code', github, async (page) => {
    await toAddresses(page);
    await page.getByRole('radio', { name: 'With a code on another device' }).check({ force: true });
  }),
  setUpScene(
    'client',
    github,
    async (page) => {
      await toAddresses(page);
      await next(page);
    },
    ['narrow'],
  ),
];
