import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';

import { connection, failure, minutes } from '../../testing/renderer/samples.js';
import { openWindow, press } from '../../testing/renderer/window.js';

const many = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    connection({ id: `c${n}`, label: `Account ${n + 1}`, account: { name: null, email: null } }),
  );

const passed = (milliseconds: number) =>
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });

describe('the list', () => {
  test('shows account, service, state and next refresh', () => {
    openWindow({ connections: [connection({ label: 'Work' })] });
    const list = screen.getByRole('list', { name: 'Connections' });
    const { textContent } = within(list).getByRole('listitem');
    for (const part of [
      'Work',
      'Ada Lovelace',
      'Practice service',
      'Working',
      'Renews itself · next in 12 minutes',
    ]) {
      expect(textContent).toContain(part);
    }
  });

  test('counts down by itself', () => {
    openWindow({ connections: [connection()] });
    passed(2 * minutes);
    expect(screen.getByRole('listitem').textContent).toContain('next in 10 minutes');
    passed(9 * minutes + 30_000);
    expect(screen.getByRole('listitem').textContent).toContain('next in 30 seconds');
  });

  test('is filtered by search and by "Show"', () => {
    const cause = failure('grant_refused');
    openWindow({
      connections: [
        connection(),
        connection({ id: 'grace', label: 'Grace', state: { kind: 'needs_sign_in', cause } }),
      ],
    });
    const search = screen.getByRole('searchbox', { name: 'Search connections' });
    fireEvent.change(search, { target: { value: 'lovel' } });
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
    fireEvent.change(search, { target: { value: 'nobody' } });
    expect(screen.getByText('No connection matches “nobody”.')).toBeTruthy();
    press('Show all connections');
    const show = within(screen.getByRole('radiogroup', { name: 'Show' }));
    fireEvent.click(show.getByRole('radio', { name: 'Needs attention 1' }));
    expect(screen.getByRole('listitem').textContent).toContain('Grace');
  });

  test('moves by arrow keys, has one tab stop, and opens on Enter', async () => {
    openWindow({ connections: many(5) });
    const list = screen.getByRole('list', { name: 'Connections' });
    const rows = () => within(list).getAllByRole('button');
    const frame = () => act(() => new Promise((done) => requestAnimationFrame(() => done(null))));
    rows()[0]!.focus();
    fireEvent.keyDown(document.activeElement!, { key: 'ArrowDown' });
    await frame();
    expect(document.activeElement).toBe(rows()[1]);
    fireEvent.keyDown(document.activeElement!, { key: 'End' });
    await frame();
    expect(document.activeElement).toBe(rows()[4]);
    expect(rows().map(({ tabIndex }) => tabIndex)).toEqual([-1, -1, -1, -1, 0]);
    fireEvent.click(document.activeElement!);
    expect(screen.getByRole('region', { name: 'Account 5' })).toBeTruthy();
    expect(main.watchConnection).toHaveBeenLastCalledWith({ connectionId: 'c4' });
  });

  test('renders only the visible rows of 10,000, and shows the total', () => {
    openWindow({ connections: many(10_000) });
    const rows = screen.getAllByRole('listitem');
    expect(rows.length).toBeLessThan(40);
    expect(rows[0]!.getAttribute('aria-setsize')).toBe('10000');
  });

  test('renders only the visible rows of a search in 10,000', () => {
    openWindow({ connections: many(10_000) });
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'account 471' } });
    const rows = screen.getAllByRole('listitem');
    expect(rows[0]!.getAttribute('aria-setsize')).toBe('20');
    expect(rows.length).toBeLessThan(20);
  });

  test('renders all of up to a hundred', () => {
    openWindow({ connections: many(100) });
    expect(screen.getAllByRole('listitem')).toHaveLength(100);
  });
});

describe('shortcuts', () => {
  test('Ctrl+N connects an account, Ctrl+F focuses the search', () => {
    openWindow({ connections: [connection()] });
    fireEvent.keyDown(window, { key: 'f', ctrlKey: true });
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
    fireEvent.keyDown(window, { key: 'n', ctrlKey: true });
    expect(screen.getByRole('dialog', { name: 'Connect an account' })).toBeTruthy();
  });
});
