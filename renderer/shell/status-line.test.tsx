import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';

import { connection, failure } from '../../testing/renderer/samples.js';
import { openWindow, press, settled } from '../../testing/renderer/window.js';
import { connectionsChanged } from '../store/events.js';
import { requests } from '../store/requests.js';

const connectionId = 'ada';
const status = () => screen.getByRole('status');
const passed = (ms: number) =>
  act(() => {
    vi.advanceTimersByTime(ms);
  });
const undo = () => screen.queryByRole('button', { name: 'Undo' });

beforeEach(() => {
  vi.useFakeTimers({
    now: Date.now(),
    toFake: ['Date', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'],
  });
  openWindow({ connections: [connection(), connection({ id: 'bob', label: 'Bob' })] });
});

const rename = (label: string) => act(() => requests.renameConnection({ connectionId, label }));
const remove = async () => {
  await act(() => requests.removeConnection({ connectionId }));
  act(() => connectionsChanged({ kind: 'some', changed: [], removed: [connectionId] }));
};

describe('a message', () => {
  test('goes after six seconds, but not while the pointer or the focus rests on it', async () => {
    await rename('Work');
    passed(5_000);
    fireEvent.pointerEnter(status().parentElement!);
    passed(60_000);
    expect(status().textContent).toBe('Renamed to Work');
    fireEvent.pointerLeave(status().parentElement!);
    passed(5_000);
    act(() => undo()!.focus());
    passed(60_000);
    expect(status().textContent).toBe('Renamed to Work');
    act(() => undo()!.blur());
    passed(6_000);
    expect(status().textContent).toBe('');
    expect(undo()).toBeNull();
  });
});

describe('undo', () => {
  test('is not offered for a removal that cannot be undone', async () => {
    main.removeConnection.mockResolvedValue({ ok: true, value: { canUndo: false } });
    await remove();
    expect(status().textContent).toBe('Ada Lovelace was removed from this computer');
    expect(undo()).toBeNull();
  });

  test('says so if a removed connection cannot be brought back', async () => {
    main.undoRemoval.mockResolvedValue({ ok: false, failure: failure('not_found') });
    await remove();
    press('Undo');
    await settled();
    expect(status().textContent).toBe('Ada Lovelace could not be brought back. Connect it again.');
  });

  test('brings a removed connection back, and shows it', async () => {
    await remove();
    press('Undo');
    await settled();
    expect(main.undoRemoval).toHaveBeenCalledExactlyOnceWith({ connectionId });
    act(() => connectionsChanged({ kind: 'some', changed: [connection()], removed: [] }));
    expect(status().textContent).toBe('Ada Lovelace is back');
    expect(screen.getByRole('region', { name: 'Ada Lovelace' })).toBeTruthy();
  });

  test('gives a connection the name it had, or the account’s own', async () => {
    await rename('Work');
    press('Undo');
    await settled();
    expect(main.renameConnection).toHaveBeenLastCalledWith({ connectionId, label: '' });
    expect(status().textContent).toBe('The name is as it was before');

    act(() =>
      connectionsChanged({ kind: 'some', changed: [connection({ label: 'Work' })], removed: [] }),
    );
    await rename('Home');
    press('Undo');
    await settled();
    expect(main.renameConnection).toHaveBeenLastCalledWith({ connectionId, label: 'Work' });
  });
});
