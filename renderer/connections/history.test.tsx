import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { EndedView, EndingView } from '../../ipc/history-view.js';
import { intl } from '../../testing/renderer/intl.js';
import { connection, minutes, noon } from '../../testing/renderer/samples.js';
import { openWindow, press, settled } from '../../testing/renderer/window.js';
import { historyChanged } from '../store/events.js';
import { endingText } from './ending-text.js';

function ended(more: Partial<EndedView> = {}): EndedView {
  return {
    connectionId: 'gone',
    serviceId: 'github',
    serviceName: 'GitHub',
    label: 'Work',
    account: { name: 'Ada Lovelace', email: 'ada@example.com' },
    connectedAt: noon - 60 * minutes,
    endedAt: noon - 30 * minutes,
    ending: { kind: 'disconnected', evidence: { kind: 'confirmed', at: noon - 30 * minutes } },
    hasAccountPage: true,
    ...more,
  };
}

function openHistory(list: readonly EndedView[] | null) {
  openWindow({ connections: [connection()] });
  press('History');
  act(() => historyChanged({ ended: list, activity: null }));
  return within(screen.getByRole('dialog', { name: 'History' }));
}

describe('the history', () => {
  test.each([
    ['is being read', undefined, 'Reading the history…'],
    ['is locked', null, 'The history is locked right now. Nothing is lost.'],
    ['has nothing in it', [], 'No connection has ended yet.'],
  ])('says when it %s', (_, list, sentence) => {
    openWindow({ connections: [connection()] });
    press('History');
    if (list !== undefined) act(() => historyChanged({ ended: list, activity: null }));
    expect(screen.getByText(sentence)).toBeTruthy();
    expect(screen.queryByRole('list', { name: 'Ended connections' })).toBeNull();
  });

  test('is reached also when no connection is left', () => {
    openWindow();
    press('History');
    expect(main.watchHistory).toHaveBeenCalledExactlyOnceWith({ activityOf: null });
    expect(screen.getByRole('dialog', { name: 'History' })).toBeTruthy();
  });

  test('lists who it was, at which service, when it ended, and the evidence', () => {
    const dialog = openHistory([ended()]);
    const [entry] = within(dialog.getByRole('list', { name: 'Ended connections' })).getAllByRole(
      'listitem',
    );
    expect(entry?.textContent).toContain('Work');
    expect(entry?.textContent).toContain('GitHub · ada@example.com · Ended 11:30');
    expect(entry?.textContent).toContain('Confirmed: GitHub refused the old token at 11:30');
  });

  test('shows the activity of an entry and its service’s page only when asked', async () => {
    const dialog = openHistory([ended(), ended({ connectionId: 'other', label: 'Other' })]);
    expect(dialog.queryByRole('button', { name: /page of connected apps/ })).toBeNull();
    fireEvent.click(dialog.getAllByRole('button', { name: 'Details' })[0] as HTMLElement);
    expect(main.watchHistory).toHaveBeenLastCalledWith({ activityOf: 'gone' });
    act(() =>
      historyChanged({
        ended: [ended(), ended({ connectionId: 'other', label: 'Other' })],
        activity: {
          connectionId: 'gone',
          entries: [{ at: noon, kind: 'disconnect_requested', failure: null }],
        },
      }),
    );
    expect(dialog.getByText('Disconnect requested')).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: 'Open GitHub’s page of connected apps' }));
    await settled();
    expect(main.openAccountPage).toHaveBeenCalledExactlyOnceWith({ serviceId: 'github' });
  });

  test('deletes one entry only after a question that names it', async () => {
    const dialog = openHistory([ended()]);
    fireEvent.click(dialog.getByRole('button', { name: 'Delete from the history' }));
    const question = within(
      screen.getByRole('alertdialog', { name: 'Delete Work from the history?' }),
    );
    expect(main.deleteEnded).not.toHaveBeenCalled();
    fireEvent.click(question.getByRole('button', { name: 'Delete from the history' }));
    await settled();
    expect(main.deleteEnded).toHaveBeenCalledExactlyOnceWith({ connectionId: 'gone' });
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  test('deletes all only after a question that says how many', async () => {
    const dialog = openHistory([ended(), ended({ connectionId: 'other' })]);
    fireEvent.click(dialog.getByRole('button', { name: 'Delete all' }));
    const question = within(screen.getByRole('alertdialog', { name: 'Delete the whole history?' }));
    expect(question.getByText(/how these 2 connections ended/)).toBeTruthy();
    fireEvent.click(question.getByRole('button', { name: 'Cancel' }));
    expect(main.deleteHistory).not.toHaveBeenCalled();
    fireEvent.click(dialog.getByRole('button', { name: 'Delete all' }));
    fireEvent.click(
      within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Delete all' }),
    );
    await settled();
    expect(main.deleteHistory).toHaveBeenCalledExactlyOnceWith({});
  });

  test('is no longer sent once it is closed', () => {
    openHistory([ended()]);
    press('Close');
    expect(main.closeHistory).toHaveBeenCalledExactlyOnceWith({});
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

test.each<[EndingView, string]>([
  [
    { kind: 'disconnected', evidence: { kind: 'confirmed', at: noon } },
    'Confirmed: GitHub refused the old token at 12:00',
  ],
  [
    { kind: 'disconnected', evidence: { kind: 'accepted', at: noon } },
    'Accepted by GitHub, not confirmed',
  ],
  [
    { kind: 'disconnected', evidence: { kind: 'not_offered', accessEndsAt: noon } },
    'GitHub offers no way to revoke; access ends by 12:00',
  ],
  [{ kind: 'removed' }, 'Removed from this computer only; GitHub may still trust Lanyard'],
  [
    { kind: 'finished_at_service', openedAt: noon },
    'Removed from this computer after you opened GitHub’s page of connected apps at 12:00; Lanyard cannot see what happened there',
  ],
  [
    { kind: 'ended_by_service', refusedAt: noon },
    'Ended by GitHub: it refused to refresh the connection at 12:00',
  ],
  [
    { kind: 'ended_by_service', refusedAt: null },
    'Ended by GitHub: it refused to refresh the connection',
  ],
  [{ kind: 'newer_version' }, 'A newer version of Lanyard saved how this connection ended'],
])('%o reads: %s', (ending, text) => {
  expect(endingText(ending, 'GitHub', noon, intl)).toBe(text);
});
