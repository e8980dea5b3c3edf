import { describe, expect, it } from 'vitest';

import { attempt, connection, failure, noon, waiting } from '../../testing/renderer/samples.js';
import { attemptOnScreen } from './attempts.js';
import { refreshAsked } from './requests.js';
import { connectionSelected, connectOpened } from './ui-actions.js';
import { attemptsChanged, connectionsChanged } from './events.js';
import { useWindowStore } from './window-store.js';

const state = () => useWindowStore.getState();
const one = (more = {}) =>
  connectionsChanged({ kind: 'some', changed: [connection(more)], removed: [] });

describe('a sign-in that main tells of', () => {
  it('takes the place of the catalogue', () => {
    connectOpened();
    attemptsChanged([attempt({ kind: 'preparing' })]);
    expect(state().connectStep).toBe('closed');
    expect(attemptOnScreen(state().attempts, state().closedAttempts)?.id).toBe('attempt-1');
  });

  it('shows the newest of several, and none that was closed here', () => {
    attemptsChanged([attempt(waiting), attempt(waiting, { id: 'attempt-2' })]);
    expect(attemptOnScreen(state().attempts, new Set())?.id).toBe('attempt-2');
    expect(attemptOnScreen(state().attempts, new Set(['attempt-2']))?.id).toBe('attempt-1');
  });

  it('that ends well opens the connection, says so once and lets main forget it', () => {
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
    expect(main.dismissAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  });

  it('of an account that is listed already says that it was renewed', () => {
    attemptsChanged([
      attempt({ kind: 'connected', connectionId: 'ada', accountName: 'Ada', merged: true }),
    ]);
    expect(state().message?.kind).toBe('merged');
  });
});

describe('a refresh that was asked for', () => {
  it('is announced when it is done', async () => {
    one();
    await refreshAsked('ada');
    one({ state: { kind: 'refreshing' } });
    expect(state().message).toBeNull();
    one({ lastRefreshedAt: noon });
    expect(state().message).toEqual({
      kind: 'refreshed',
      label: 'Ada Lovelace',
      service: 'Practice service',
    });
  });

  it('is announced also when the new time comes before the new state', async () => {
    one();
    await refreshAsked('ada');
    one({ state: { kind: 'refreshing' }, lastRefreshedAt: noon });
    one({ lastRefreshedAt: noon });
    expect(state().message?.kind).toBe('refreshed');
  });

  it('is announced when it did not work', async () => {
    one();
    await refreshAsked('ada');
    one({ state: { kind: 'needs_sign_in', cause: failure('grant_refused') } });
    expect(state().message).toEqual({ kind: 'refreshTrouble', label: 'Ada Lovelace' });
  });

  it('is not taken for failed by its old trouble, when something else changes', async () => {
    const cause = failure('network_timeout');
    one({ state: { kind: 'retrying', cause, nextAttemptAt: noon } });
    await refreshAsked('ada');
    one({ id: 'grace' });
    expect(state().message).toBeNull();
    one({ lastRefreshedAt: noon });
    expect(state().message?.kind).toBe('refreshed');
  });

  it('by nobody is not announced', () => {
    one();
    one({ lastRefreshedAt: noon });
    expect(state().message).toBeNull();
  });
});

describe('a connection that goes away', () => {
  it('is no longer shown nor watched', () => {
    one();
    connectionSelected('ada');
    connectionsChanged({ kind: 'some', changed: [], removed: ['ada'] });
    expect(state().selectedId).toBeNull();
    expect(main.watchConnection).toHaveBeenLastCalledWith({ connectionId: null });
  });

  it('is not mistaken for one that was selected before it is listed', () => {
    connectionSelected('ada');
    one({ id: 'grace' });
    expect(state().selectedId).toBe('ada');
  });
});
