import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import { connection, failure, noon } from '../../testing/renderer/samples.js';
import { openWindow, press, settled } from '../../testing/renderer/window.js';
import { connectionEnded, connectionsChanged } from '../store/events.js';

const open = (label: RegExp) => fireEvent.click(screen.getByRole('button', { name: label }));

describe('ending a connection', () => {
  function openEnd(action: string, more = {}) {
    openWindow({ connections: [connection(more)] });
    open(/^Ada Lovelace/);
    press(action);
    return within(screen.getByRole('alertdialog'));
  }

  test('explains what will happen first, and does nothing on "Cancel"', () => {
    const dialog = openEnd('Disconnect');
    expect(dialog.getByText(/asks Practice service to end this connection/)).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(main.disconnectConnection).not.toHaveBeenCalled();
  });

  test('says first that a service offers no revocation', () => {
    const dialog = openEnd('Disconnect', { canRevoke: false });
    expect(dialog.getByText(/Practice service does not let apps end a connection/)).toBeTruthy();
  });

  test.each([
    ['endsWithIt', 'These end with it:'],
    [
      'mayEndToo',
      'These may stop working too, because they share one sign-in at Practice service:',
    ],
    ['signsInThroughIt', 'These sign in through it and stop refreshing:'],
  ])('names the connections that depend on it: %s', async (kind, sentence) => {
    const none = { endsWithIt: [], mayEndToo: [], signsInThroughIt: [] };
    main.getDependents.mockResolvedValueOnce({
      ok: true,
      value: { ...none, [kind]: ['Twin', 'Team calendar'] },
    });
    const dialog = openEnd('Disconnect');
    await settled();
    const names = within(dialog.getByRole('list', { name: sentence }));
    expect(names.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Twin',
      'Team calendar',
    ]);
    expect(dialog.getAllByRole('list')).toHaveLength(1);
  });

  test('names no list where nothing depends on it, and says that it is final', async () => {
    const dialog = openEnd('Disconnect');
    await settled();
    expect(dialog.queryByRole('list')).toBeNull();
    expect(dialog.getByText(/cannot undo this, not even with the recovery sheet/)).toBeTruthy();
  });

  test('disconnects, then shows the evidence and the page of connected apps', async () => {
    const dialog = openEnd('Disconnect');
    fireEvent.click(dialog.getByRole('button', { name: 'Disconnect' }));
    await settled();
    expect(main.disconnectConnection).toHaveBeenCalledExactlyOnceWith({ connectionId: 'ada' });
    act(() => {
      connectionsChanged({ kind: 'some', changed: [], removed: ['ada'] });
      connectionEnded({
        connectionId: 'ada',
        serviceId: 'practice',
        serviceName: 'Practice service',
        label: 'Ada Lovelace',
        evidence: { kind: 'confirmed', at: noon },
        hasAccountPage: true,
      });
    });
    expect(
      screen.getByText('Confirmed: Practice service refused the old token at 12:00'),
    ).toBeTruthy();
    press('Open Practice service’s page of connected apps');
    await settled();
    expect(main.openAccountPage).toHaveBeenCalledExactlyOnceWith({ serviceId: 'practice' });
    press('Done');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('heading', { name: 'No accounts connected yet' })).toBeTruthy();
  });

  test('a page of connected apps that has moved is shown with both hosts, and opened by choice (N8)', async () => {
    openWindow();
    act(() =>
      connectionEnded({
        connectionId: 'ada',
        serviceId: 'practice',
        serviceName: 'Practice service',
        label: 'Ada Lovelace',
        evidence: { kind: 'confirmed', at: noon },
        hasAccountPage: true,
      }),
    );
    const question = { kind: 'confirm_page', from: 'old.example', to: 'new.example' } as const;
    for (const [button, page] of [
      ['Open old.example, as before', 'as_connected'],
      ['Open new.example', 'moved'],
    ] as const) {
      main.openAccountPage.mockResolvedValueOnce({ ok: true, value: question });
      press('Open Practice service’s page of connected apps');
      await settled();
      const alert = screen.getByRole('alert');
      expect(alert.textContent).toContain('Before: old.example');
      expect(alert.textContent).toContain('Now: new.example');
      press(button);
      await settled();
      expect(main.openAccountPage).toHaveBeenLastCalledWith({ serviceId: 'practice', page });
      expect(screen.queryByRole('alert')).toBeNull();
    }
  });

  test('does not say "disconnected" where nothing was confirmed', () => {
    openWindow();
    act(() =>
      connectionEnded({
        connectionId: 'ada',
        serviceId: 'practice',
        serviceName: 'Practice service',
        label: 'Ada Lovelace',
        evidence: { kind: 'accepted', at: noon },
        hasAccountPage: false,
      }),
    );
    expect(screen.getByRole('dialog').textContent).not.toMatch(/disconnected/i);
  });

  const since = noon - 60_000;
  const cause = failure('revocation_refused');
  const buttons = () =>
    ['What you can do', 'End this connection']
      .flatMap((name) => within(screen.getByRole('group', { name })).queryAllByRole('button'))
      .map(({ textContent }) => textContent);

  test('can be tried again or finished at the service when the service keeps refusing (H75)', async () => {
    const progress = { kind: 'stopped', cause, triesUntil: noon + 60_000 } as const;
    openWindow({
      connections: [connection({ state: { kind: 'disconnecting', since, progress } })],
    });
    open(/^Ada Lovelace/);
    expect(buttons()).toEqual(['Remove from this computer', 'Disconnect']);
    expect(screen.getAllByRole('heading', { name: 'Finish at Practice service' })).toHaveLength(1);
    press('Try again');
    await settled();
    expect(main.disconnectConnection).toHaveBeenCalledExactlyOnceWith({ connectionId: 'ada' });
  });

  test('offers to finish at the service, remove or sign in once given up (H74)', () => {
    const progress = { kind: 'given_up' } as const;
    openWindow({
      connections: [connection({ state: { kind: 'disconnecting', since, progress } })],
    });
    open(/^Ada Lovelace/);
    expect(buttons()).toEqual(['Sign in again', 'Remove from this computer']);
    expect(screen.getAllByRole('heading', { name: 'Finish at Practice service' })).toHaveLength(1);
    expect(screen.queryByRole('alert')).toBeNull();
    const row = within(screen.getByRole('list', { name: 'Connections' })).getByRole('listitem');
    expect(row.textContent).toContain('Not disconnected');
    expect(row.textContent).toContain('May still be connected at Practice service');
  });

  test('removes only locally, and says that the service still trusts Lanyard', async () => {
    const dialog = openEnd('Remove from this computer');
    expect(dialog.getByText(/is not told and still trusts it/)).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: 'Remove from this computer' }));
    await settled();
    expect(main.removeConnection).toHaveBeenCalledExactlyOnceWith({ connectionId: 'ada' });
    expect(main.disconnectConnection).not.toHaveBeenCalled();
  });
});
