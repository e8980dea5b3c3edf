import { describe, expect, test } from 'vitest';

import { attempt, connection, failure, noon, waiting } from '../../testing/renderer/samples.js';
import { attemptOnScreen } from './attempts.js';
import { attemptsChanged, connectionsChanged, refreshFinished } from './events.js';
import { requests } from './requests.js';
import { openConnect, selectConnection } from './ui-actions.js';
import { useWindowStore } from './window-store.js';

const state = () => useWindowStore.getState();
const one = (more = {}) =>
  connectionsChanged({ kind: 'some', changed: [connection(more)], removed: [] });

describe('a sign-in that main reports', () => {
  test('replaces the catalogue on screen', () => {
    openConnect();
    attemptsChanged([attempt({ kind: 'preparing' })]);
    expect(state().connectStep).toBe('closed');
    expect(attemptOnScreen(state().attempts, state().closedAttempts)?.id).toBe('attempt-1');
  });

  test('shows the newest of several, and none that was closed here', () => {
    attemptsChanged([attempt(waiting), attempt(waiting, { id: 'attempt-2' })]);
    expect(attemptOnScreen(state().attempts, new Set())?.id).toBe('attempt-2');
    expect(attemptOnScreen(state().attempts, new Set(['attempt-2']))?.id).toBe('attempt-1');
  });

  test('that succeeds opens the connection, is announced once and is closed in main', () => {
    const done = attempt({
      kind: 'connected',
      connectionId: 'ada',
      accountName: 'Ada Lovelace',
      merged: false,
    });
    attemptsChanged([done]);
    attemptsChanged([done]);
    expect(state().selectedId).toBe('ada');
    expect(state().message).toEqual({
      kind: 'connected',
      service: 'Practice service',
      name: 'Ada Lovelace',
    });
    expect(main.watchConnection).toHaveBeenCalledWith({ connectionId: 'ada' });
    expect(main.closeAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  });

  test('of an account that is already listed says that it was refreshed', () => {
    attemptsChanged([
      attempt({ kind: 'connected', connectionId: 'ada', accountName: 'Ada', merged: true }),
    ]);
    expect(state().message?.kind).toBe('merged');
  });
});

describe('a sign-in after which the service has not named the account', () => {
  test.each([
    [null, 'connectedUnnamed'],
    ['ada', 'signedInAgainUnnamed'],
  ])('says so (signed in again: %s)', (connectionId, kind) => {
    const phase = { kind: 'connected', connectionId: 'ada', accountName: null } as const;
    attemptsChanged([attempt({ ...phase, merged: false }, { connectionId })]);
    expect(state().message).toEqual({ kind, service: 'Practice service' });
  });
});

describe('a refresh that the user requested', () => {
  const request = () => requests.refreshConnection({ connectionId: 'ada' });

  test('is pending from the click until it has finished, and then announced', async () => {
    one();
    const accepted = request();
    expect(state().pendingRefreshes).toContain('ada');
    await accepted;
    one({ state: { kind: 'refreshing' } });
    one({ lastRefreshedAt: noon });
    expect(state().message).toBeNull();
    expect(state().pendingRefreshes).toContain('ada');
    refreshFinished({ connectionId: 'ada', failure: null });
    expect(state().message).toEqual({
      kind: 'refreshed',
      label: 'Ada Lovelace',
      service: 'Practice service',
    });
    expect(state().pendingRefreshes).not.toContain('ada');
  });

  test('is announced also when it finishes before main has replied', async () => {
    one();
    const accepted = request();
    refreshFinished({ connectionId: 'ada', failure: null });
    await accepted;
    expect(state().message?.kind).toBe('refreshed');
    expect(state().pendingRefreshes).not.toContain('ada');
  });

  test('is announced when it failed, and its page keeps the reason until it is left', async () => {
    one();
    selectConnection('ada');
    await request();
    refreshFinished({ connectionId: 'ada', failure: failure('grant_refused') });
    expect(state().message).toEqual({ kind: 'refreshTrouble', label: 'Ada Lovelace' });
    expect(state().refreshFailures.get('ada')).toEqual(failure('grant_refused'));
    selectConnection('grace');
    expect(state().refreshFailures.size).toBe(0);
  });

  test('is not reported as failed because of earlier trouble when something else changes', async () => {
    const cause = failure('network_timeout');
    one({ state: { kind: 'retrying', cause, nextAttemptAt: noon } });
    await request();
    one({ id: 'grace' });
    expect(state().message).toBeNull();
    refreshFinished({ connectionId: 'ada', failure: null });
    expect(state().message?.kind).toBe('refreshed');
  });

  test('drops the reason of an earlier failure', async () => {
    one();
    await request();
    refreshFinished({ connectionId: 'ada', failure: failure('network_timeout') });
    await request();
    expect(state().refreshFailures.size).toBe(0);
  });

  test('that main refuses is neither pending nor announced', async () => {
    one();
    main.refreshConnection.mockResolvedValueOnce({ ok: false, failure: failure('storage_locked') });
    expect(await request()).toMatchObject({ ok: false });
    expect(state().pendingRefreshes).not.toContain('ada');
    expect(state().message).toBeNull();
  });

  test.each([
    ['before it has failed', ['removed', 'failed']],
    ['after it has failed', ['failed', 'removed']],
  ])('leaves no reason behind of a connection that is removed %s', async (_when, order) => {
    one();
    await request();
    for (const event of order) {
      if (event === 'removed') connectionsChanged({ kind: 'some', changed: [], removed: ['ada'] });
      else refreshFinished({ connectionId: 'ada', failure: failure('network_timeout') });
    }
    expect(state().refreshFailures.size).toBe(0);
  });

  test('keeps its reason when another connection is removed', async () => {
    one();
    one({ id: 'grace' });
    await request();
    refreshFinished({ connectionId: 'ada', failure: failure('network_timeout') });
    connectionsChanged({ kind: 'some', changed: [], removed: ['grace'] });
    expect([...state().refreshFailures.keys()]).toEqual(['ada']);
  });

  test('of a connection that is removed meanwhile is not announced', async () => {
    one();
    await request();
    connectionsChanged({ kind: 'some', changed: [], removed: ['ada'] });
    refreshFinished({ connectionId: 'ada', failure: null });
    expect(state().message).toBeNull();
  });
});

describe('a refresh that nobody requested', () => {
  test('is not announced', () => {
    one();
    one({ lastRefreshedAt: noon });
    expect(state().message).toBeNull();
  });
});

describe('a connection that is gone', () => {
  test('is neither shown nor watched any more', () => {
    one();
    selectConnection('ada');
    connectionsChanged({ kind: 'some', changed: [], removed: ['ada'] });
    expect(state().selectedId).toBeNull();
    expect(main.watchConnection).toHaveBeenLastCalledWith({ connectionId: null });
  });

  test('is not confused with one that is selected before it is listed', () => {
    selectConnection('ada');
    one({ id: 'grace' });
    expect(state().selectedId).toBe('ada');
  });
});
