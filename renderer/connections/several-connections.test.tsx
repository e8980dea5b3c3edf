import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { connection, failure, minutes, noon } from '../../testing/renderer/samples.js';
import { openWindow, press, settled } from '../../testing/renderer/window.js';
import { connectionEnded, connectionsChanged, refreshFinished } from '../store/events.js';

const accounts = ['Ada', 'Bob', 'Cleo', 'Dora'].map((label) =>
  connection({ id: label.toLowerCase(), label, account: { name: label, email: null } }),
);

const list = () => within(screen.getByRole('list', { name: 'Connections' }));
const row = (name: string) =>
  list().getByText(name, { selector: 'bdi' }).closest<HTMLElement>('button')!;
const checked = () =>
  list()
    .queryAllByRole('checkbox', { checked: true })
    .map(({ textContent }) => /^[A-Z][a-z]+/.exec(textContent)?.[0].replace('Practice', ''));
const click = (name: string, more: { ctrlKey?: boolean; shiftKey?: boolean } = {}) =>
  fireEvent.click(row(name), { detail: 1, ...more });
const pressKey = (key: string, more: { ctrlKey?: boolean; shiftKey?: boolean } = {}) =>
  fireEvent.keyDown(document.activeElement!, { key, ...more });
const results = () =>
  within(screen.getByRole('list', { name: 'Results' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
const changed = (...views: ConnectionView[]) =>
  act(() => connectionsChanged({ kind: 'some', changed: views, removed: [] }));

describe('checking connections', () => {
  test('without a key or the menu, a click only opens', () => {
    openWindow({ connections: accounts });
    click('Bob');
    expect(screen.queryAllByRole('checkbox')).toHaveLength(0);
    expect(screen.getByRole('region', { name: 'Bob' })).toBeTruthy();
  });

  test('Ctrl checks one more, Shift all up to the one that is clicked; none is opened', () => {
    openWindow({ connections: accounts });
    click('Bob', { ctrlKey: true });
    click('Dora', { ctrlKey: true });
    expect(checked()).toEqual(['Bob', 'Dora']);
    click('Bob', { ctrlKey: true });
    expect(checked()).toEqual(['Dora']);
    click('Dora');
    click('Ada');
    click('Cleo', { shiftKey: true });
    expect(checked()).toEqual(['Ada', 'Bob', 'Cleo']);
    expect(screen.getByText('3 selected')).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Cleo' })).toBeNull();
  });

  test('Shift with an arrow key grows and shrinks a range, Ctrl+A takes all, Escape none', () => {
    openWindow({ connections: accounts });
    act(() => row('Bob').focus());
    pressKey('ArrowDown', { shiftKey: true });
    pressKey('ArrowDown', { shiftKey: true });
    expect(checked()).toEqual(['Bob', 'Cleo', 'Dora']);
    pressKey('ArrowUp', { shiftKey: true });
    expect(checked()).toEqual(['Bob', 'Cleo']);
    pressKey('a', { ctrlKey: true });
    expect(checked()).toHaveLength(4);
    pressKey('Escape');
    expect(screen.queryAllByRole('checkbox')).toHaveLength(0);
  });

  test('the menu of a row begins it, for who has no such key', () => {
    openWindow({ connections: accounts });
    fireEvent.contextMenu(row('Cleo'));
    fireEvent.click(screen.getByRole('menuitem', { name: 'Select' }));
    click('Ada');
    expect(checked()).toEqual(['Ada', 'Cleo']);
    press('Clear the selection');
    expect(screen.queryAllByRole('checkbox')).toHaveLength(0);
  });

  test('a connection that is gone is no longer counted', () => {
    openWindow({ connections: accounts });
    click('Ada', { ctrlKey: true });
    click('Bob', { ctrlKey: true });
    act(() => connectionsChanged({ kind: 'some', changed: [], removed: ['bob'] }));
    expect(screen.getByText('1 selected')).toBeTruthy();
  });
});

describe('refreshing several', () => {
  test('each says what came of it until the results are dismissed, and none is lost', async () => {
    main.refreshConnection.mockImplementation(({ connectionId }) =>
      Promise.resolve(
        connectionId === 'cleo'
          ? { ok: false, failure: failure('storage_locked') }
          : { ok: true, value: null },
      ),
    );
    openWindow({ connections: accounts });
    for (const name of ['Ada', 'Bob', 'Cleo', 'Dora']) click(name, { ctrlKey: true });
    press('Refresh');
    await settled();
    const requested = main.refreshConnection.mock.calls.map(([request]) => request);
    expect(requested).toEqual(accounts.map(({ id }) => ({ connectionId: id, inTurn: true })));
    const region = () => screen.getByRole('region').getAttribute('aria-labelledby')!;
    const heading = () => document.querySelector(`[id="${region()}"]`)!.textContent;
    expect(heading()).toBe('Refreshing 4 connections');

    act(() => refreshFinished({ connectionId: 'ada', failure: null }));
    act(() => refreshFinished({ connectionId: 'bob', failure: failure('server_fault') }));
    // Dora was removed meanwhile.
    act(() => connectionsChanged({ kind: 'some', changed: [], removed: ['dora'] }));
    act(() => refreshFinished({ connectionId: 'dora', failure: failure('not_found') }));
    expect(heading()).toBe('Refreshed 1 of 4 connections');
    const [ada, bob, cleo, dora] = results();
    expect(ada).toContain('Refreshed');
    expect(bob).toContain('is having problems');
    expect(cleo).toContain('Your saved accounts are locked.');
    expect(dora).toContain('Dora');
    const spoken = screen.getAllByRole('status').map(({ textContent }) => textContent);
    expect(spoken).toContain('Refreshed 1 of 4 connections · 3 did not work');

    click('Ada');
    expect(screen.queryByRole('list', { name: 'Results' })).toBeNull();
    press('Show results');
    expect(results()).toHaveLength(4);
    fireEvent.click(screen.getAllByRole('button', { name: 'Dismiss results' })[0]!);
    expect(screen.queryByRole('list', { name: 'Results' })).toBeNull();
  });
});

describe('disconnecting several', () => {
  const ending = (progress: object) =>
    ({ state: { kind: 'disconnecting', since: noon, progress } }) as Partial<ConnectionView>;

  test('is asked once, with the number, the names and what it means; “Cancel” does nothing', () => {
    openWindow({ connections: [accounts[0]!, { ...accounts[1]!, canRevoke: false }] });
    click('Ada', { ctrlKey: true });
    click('Bob', { ctrlKey: true });
    press('Disconnect…');
    const dialog = screen.getByRole('alertdialog', { name: 'Disconnect 2 connections?' });
    for (const part of ['Ada', 'Bob', '1 of them is at a service that lets no app end']) {
      expect(dialog.textContent).toContain(part);
    }
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(main.disconnectConnection).not.toHaveBeenCalled();
    expect(checked()).toEqual(['Ada', 'Bob']);
  });

  test('each shows its evidence, what it waits for, or why not', async () => {
    openWindow({ connections: accounts });
    for (const name of ['Ada', 'Bob', 'Cleo']) click(name, { ctrlKey: true });
    press('Disconnect…');
    const dialog = screen.getByRole('alertdialog');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }));
    await settled();
    expect(main.disconnectConnection).toHaveBeenCalledTimes(3);

    act(() => connectionsChanged({ kind: 'some', changed: [], removed: ['ada'] }));
    act(() =>
      connectionEnded({
        connectionId: 'ada',
        serviceId: 'practice',
        serviceName: 'Practice service',
        label: 'Ada',
        evidence: { kind: 'confirmed', at: noon },
        hasAccountPage: true,
      }),
    );
    changed({
      ...accounts[1]!,
      ...ending({
        kind: 'waiting',
        obstacle: 'network',
        cause: failure('network_down'),
        since: noon,
        nextAttemptAt: noon + 10 * minutes,
        triesUntil: noon + 60 * minutes,
      }),
    });
    changed({ ...accounts[2]!, ...ending({ kind: 'given_up' }) });
    expect(screen.queryByRole('dialog')).toBeNull();
    const [ada, bob, cleo] = results();
    expect(ada).toContain('Confirmed: Practice service refused the old token at');
    expect(bob).toContain('Offline · keeps trying until');
    expect(cleo).toContain('Practice service');
    expect(screen.getByRole('heading', { name: 'Disconnected 1 of 3 connections' })).toBeTruthy();
  });

  test('the results stay when no connection is left', async () => {
    openWindow({ connections: [accounts[0]!] });
    click('Ada', { ctrlKey: true });
    press('Disconnect…');
    fireEvent.click(
      within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Disconnect' }),
    );
    await settled();
    act(() => connectionsChanged({ kind: 'some', changed: [], removed: ['ada'] }));
    expect(results()[0]).toContain('Ada');
    press('Dismiss results');
    expect(screen.getByRole('heading', { name: 'No accounts connected yet' })).toBeTruthy();
  });
});
