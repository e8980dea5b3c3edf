/** The list of connections, from none to many. */
import type { Page } from '@playwright/test';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { connection, failure, minutes, noon } from '../../testing/renderer/samples.js';
import { type Scene, sentWith } from '../scene.js';
import { sendEvent } from '../window.js';

const hours = 60 * minutes;
const days = 24 * hours;

function account(
  id: string,
  label: string,
  serviceName: string,
  more: Partial<ConnectionView> = {},
): ConnectionView {
  const email = `${id}@example.com`;
  const serviceId = serviceName.toLowerCase();
  return connection({
    id,
    label,
    serviceId,
    serviceName,
    account: { name: label, email },
    ...more,
  });
}

const renewedIn = (ms: number): Partial<ConnectionView> => ({
  lifetime: { kind: 'refreshes', nextRefreshAt: noon + ms, endsAfterMs: null },
});

export const ada = account('ada', 'Ada Lovelace', 'Google', {
  state: {
    kind: 'needs_sign_in',
    cause: failure('grant_refused', { serverError: 'invalid_grant' }),
  },
});
export const donald = account('donald', 'Donald Knuth', 'GitHub', {
  ...renewedIn(48 * minutes),
  colour: 'pink',
  note: 'Private repositories, paid by Stanford',
});

export const mixed: readonly ConnectionView[] = [
  ada,
  account('barbara', 'Barbara Liskov', 'Notion', {
    state: { kind: 'expires' },
    lifetime: { kind: 'ends', at: noon + 20 * hours },
  }),
  donald,
  account('grace', 'Grace Hopper', 'Slack', renewedIn(12 * minutes)),
  account('linus', 'Work mail', 'Microsoft', { ...renewedIn(31 * minutes), colour: 'teal' }),
  account('tim', 'Tim Berners-Lee', 'Dropbox', renewedIn(3 * hours)),
  account('katherine', 'Katherine Johnson', 'Figma', {
    state: { kind: 'retrying', cause: failure('server_fault'), nextAttemptAt: noon + 2 * minutes },
  }),
  account('radia', 'Radia Perlman', 'Discord', renewedIn(6 * days)),
  account('margaret', 'Margaret Hamilton', 'GitLab', renewedIn(hours)),
];

const many = Array.from({ length: 200 }, (_, index) =>
  account(
    `person-${String(index)}`,
    `Person ${String(index + 1)}`,
    ['Google', 'GitHub', 'Slack', 'Notion'][index % 4] ?? '',
    renewedIn((index + 1) * minutes),
  ),
);

const long = [
  account(
    'long',
    'Wolfeschlegelsteinhausenbergerdorff Hubert Blaine the Third of the Second House',
    'The Intergalactic Society for the Preservation of Remarkably Long Service Names',
  ),
  account('arabic', 'أحمد بن محمد الخوارزمي', 'خدمة التجربة'),
  account('mixed', 'שלום Ada ‏(work)', 'GitHub'),
];

async function check(page: Page): Promise<void> {
  for (const name of ['Donald Knuth', 'Grace Hopper', 'Katherine Johnson']) {
    const row = page.getByRole('listitem').filter({ hasText: name });
    await row.click({ modifiers: ['Control'] });
  }
}

export const listScenes: readonly Scene[] = [
  { name: 'list-none', sent: sentWith([]), looks: ['narrow', 'forced-colours'] },
  { name: 'list', sent: sentWith(mixed), looks: ['narrow', 'forced-colours'] },
  {
    name: 'list-menu',
    sent: sentWith(mixed),
    act: async (page) => {
      await page.getByRole('listitem').filter({ hasText: 'Donald' }).click({ button: 'right' });
      await page.getByRole('menu', { name: 'Donald Knuth' }).waitFor();
    },
    looks: ['narrow', 'forced-colours'],
  },
  { name: 'list-checked', sent: sentWith(mixed), act: check, looks: ['narrow', 'forced-colours'] },
  {
    name: 'list-disconnect-several',
    sent: sentWith(mixed),
    act: async (page) => {
      await check(page);
      await page.getByRole('button', { name: 'Disconnect…' }).click();
    },
  },
  {
    name: 'list-results',
    sent: sentWith(mixed),
    act: async (page) => {
      await check(page);
      await page.getByRole('button', { name: 'Refresh', exact: true }).click();
      await page.getByRole('list', { name: 'Results' }).waitFor();
      for (const [connectionId, cause] of [
        ['donald', null],
        ['katherine', failure('server_fault')],
      ] as const) {
        await sendEvent(page, 'refreshFinished', { connectionId, failure: cause });
      }
      await page.getByText('2 of 3 done').filter({ visible: true }).first().waitFor();
    },
    looks: ['narrow'],
  },
  {
    name: 'list-undo',
    sent: sentWith(mixed),
    act: async (page) => {
      await page.getByRole('listitem').filter({ hasText: 'Donald' }).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Remove from this computer…' }).click();
      await page.getByRole('button', { name: 'Remove from this computer' }).last().click();
      await sendEvent(page, 'connectionsChanged', {
        kind: 'some',
        changed: [],
        removed: ['donald'],
      });
      // While the pointer rests on it, it stays.
      await page.getByRole('status').filter({ hasText: 'Donald' }).hover();
    },
    looks: ['narrow'],
  },
  { name: 'list-of-200', sent: sentWith(many) },
  { name: 'list-long-names', sent: sentWith(long), looks: ['narrow'] },
  {
    name: 'list-nothing-found',
    sent: sentWith(mixed),
    act: async (page) => {
      await page.getByRole('searchbox', { name: 'Search connections' }).fill('zzz');
    },
  },
  {
    name: 'list-clock-ahead',
    sent: sentWith(mixed, {
      clockChanged: { clock: { aheadByMs: 7 * minutes, reportedBy: ['auth.example.com'] } },
    }),
  },
];
