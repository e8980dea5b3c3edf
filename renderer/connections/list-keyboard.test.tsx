import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import { connection, failure } from '../../testing/renderer/samples.js';
import { openWindow } from '../../testing/renderer/window.js';
import { connectionsChanged } from '../store/events.js';

const accounts = ['Ada', 'Bob', 'Cleo', 'Dora'].map((label) =>
  connection({ id: label.toLowerCase(), label, account: { name: label, email: null } }),
);

const list = () => within(screen.getByRole('list', { name: 'Connections' }));
const row = (name: string) => list().getByRole('button', { name: new RegExp(`^${name}`) });
const search = () => screen.getByRole('searchbox', { name: 'Search connections' });
const focused = () => document.activeElement!;

/** The list moves the focus with the next frame, when the row is there. */
async function pressKey(key: string): Promise<void> {
  fireEvent.keyDown(focused(), { key });
  await act(() => new Promise((done) => requestAnimationFrame(() => done(null))));
}

describe('the keyboard in the list', () => {
  test('the key that renames opens no second dialog', async () => {
    openWindow({ connections: accounts });
    act(() => row('Cleo').focus());
    await pressKey('F2');
    await pressKey('F2');
    expect(screen.getAllByRole('dialog')).toHaveLength(1);
  });

  test('↓ in an empty result stays in the search field', async () => {
    openWindow({ connections: accounts });
    fireEvent.change(search(), { target: { value: 'nobody' } });
    act(() => search().focus());
    await pressKey('ArrowDown');
    await pressKey('Enter');
    expect(focused()).toBe(search());
  });

  test('↓ leads from the search field to the first result, ↑ back', async () => {
    openWindow({ connections: accounts });
    act(() => row('Dora').focus());
    act(() => search().focus());
    fireEvent.change(search(), { target: { value: 'o' } });
    await pressKey('ArrowDown');
    expect(focused()).toBe(row('Bob'));
    await pressKey('ArrowDown');
    expect(focused()).toBe(row('Cleo'));
    await pressKey('ArrowUp');
    await pressKey('ArrowUp');
    expect(focused()).toBe(search());
  });

  test('Enter in the search field opens the first result', async () => {
    openWindow({ connections: accounts });
    act(() => search().focus());
    fireEvent.change(search(), { target: { value: 'cl' } });
    await pressKey('Enter');
    expect(screen.getByRole('region', { name: 'Cleo' })).toBeTruthy();
  });

  test('a key renames the row that has the focus, and elsewhere the connection shown', async () => {
    openWindow({ connections: accounts });
    fireEvent.click(row('Ada'));
    act(() => row('Cleo').focus());
    await pressKey('F2');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('Cleo');
    fireEvent.keyDown(focused(), { key: 'Escape' });
    act(() => screen.getByRole('tab', { name: 'Overview' }).focus());
    await pressKey('F2');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('Ada');
  });

  test('Enter on the row that is shown, and a double click, lead into its details', () => {
    openWindow({ connections: accounts });
    act(() => row('Bob').focus());
    fireEvent.click(row('Bob'), { detail: 0 });
    expect(focused()).toBe(row('Bob'));
    fireEvent.click(row('Bob'), { detail: 0 });
    expect(focused()).toBe(screen.getByRole('heading', { name: 'Bob' }));

    fireEvent.click(row('Cleo'), { detail: 1 });
    fireEvent.click(row('Cleo'), { detail: 2 });
    fireEvent.doubleClick(row('Cleo'));
    expect(focused()).toBe(screen.getByRole('heading', { name: 'Cleo' }));
  });

  test('a row keeps the focus when it moves to another group', async () => {
    openWindow({ connections: accounts });
    act(() => row('Cleo').focus());
    const state = { kind: 'needs_sign_in', cause: failure('grant_refused') } as const;
    act(() =>
      connectionsChanged({ kind: 'some', changed: [{ ...accounts[2]!, state }], removed: [] }),
    );
    expect(list().getAllByRole('listitem')[0]!.textContent).toContain('Cleo');
    expect(focused()).toBe(row('Cleo'));
    await pressKey('ArrowDown');
    expect(focused()).toBe(row('Ada'));
  });

  test('a row that has the focus stays there when thousands come before it', () => {
    openWindow({ connections: [connection({ id: 'zoe', label: 'Zoe' })] });
    act(() => row('Zoe').focus());
    const changed = Array.from({ length: 5_000 }, (_, n) =>
      connection({ id: `c${n}`, label: `Account ${n}` }),
    );
    act(() => connectionsChanged({ kind: 'some', changed, removed: [] }));
    expect(focused()).toBe(row('Zoe'));
  });
});
