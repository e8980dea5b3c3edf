/** Connections that have ended. */
import type { Page } from '@playwright/test';

import type { EndedView, EndingView } from '../../ipc/history-view.js';
import { days, minutes, noon } from '../../testing/renderer/samples.js';
import { type Look, type Scene, sentWith } from '../scene.js';
import { mixed } from './list.js';

function ended(
  serviceId: string,
  serviceName: string,
  label: string,
  endedAt: number,
  ending: EndingView,
): EndedView {
  return {
    connectionId: `${serviceId}-${label}`,
    serviceId,
    serviceName,
    label,
    account: { name: label, email: `${label.split(' ')[0]?.toLowerCase() ?? ''}@example.com` },
    connectedAt: endedAt - 40 * days,
    endedAt,
    ending,
    hasAccountPage: true,
  };
}

const confirmed = noon - 58 * minutes;
const list: readonly EndedView[] = [
  ended('github', 'GitHub', 'Ada Lovelace', confirmed, {
    kind: 'disconnected',
    evidence: { kind: 'confirmed', at: confirmed },
  }),
  ended('slack', 'Slack', 'Grace Hopper', noon - days, {
    kind: 'disconnected',
    evidence: { kind: 'not_offered', accessEndsAt: noon - days + 60 * minutes },
  }),
  ended('notion', 'Notion', 'Ada Lovelace', noon - 3 * days, {
    kind: 'ended_by_service',
    refusedAt: noon - 4 * days,
  }),
  ended('dropbox', 'Dropbox', 'Alan Turing', noon - 9 * days, {
    kind: 'finished_at_service',
    openedAt: noon - 9 * days - 2 * minutes,
  }),
  ended('practice', 'Practice service', 'Barbara Liskov', noon - 20 * days, { kind: 'removed' }),
];

const open = async (page: Page) => {
  await page.getByRole('button', { name: 'History', exact: true }).click();
};

function scene(
  name: string,
  shown: readonly EndedView[] | null,
  act = open,
  looks: readonly Look[] = [],
): Scene {
  const [first] = list;
  const activity = {
    connectionId: first?.connectionId ?? '',
    entries: [
      { at: confirmed - minutes, kind: 'disconnect_requested', failure: null },
      { at: confirmed - 50 * minutes, kind: 'refreshed', failure: null },
    ],
  } as const;
  const historyChanged = { ended: shown, activity };
  return { name: `history-${name}`, sent: sentWith(mixed, { historyChanged }), act, looks };
}

export const historyScenes: readonly Scene[] = [
  scene('list', list, open, ['narrow', 'forced-colours']),
  scene('empty', []),
  scene('entry', list, async (page) => {
    await open(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Details' }).first().click();
  }),
  scene('delete-all', list, async (page) => {
    await open(page);
    await page.getByRole('button', { name: 'Delete all' }).click();
  }),
];
