import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import { failure, service } from '../../testing/renderer/samples.js';
import { openWindow, press, settled } from '../../testing/renderer/window.js';

function openConnect(): void {
  openWindow();
  press('Connect an account');
}

describe('choosing a service', () => {
  test('shows each service by name and starts a sign-in', async () => {
    openConnect();
    const dialog = screen.getByRole('dialog', { name: 'Connect an account' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Practice service' }));
    await settled();
    expect(main.addConnection).toHaveBeenCalledExactlyOnceWith({ serviceId: 'practice' });
  });

  test('searches by name, and offers another service when nothing matches', () => {
    openConnect();
    const search = screen.getByRole('searchbox', { name: 'Search services' });
    fireEvent.change(search, { target: { value: 'hub' } });
    expect(screen.getByRole('button', { name: 'GitHub' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Practice service' })).toBeNull();
    fireEvent.change(search, { target: { value: 'zzz' } });
    expect(screen.getByText(/No service called “zzz”/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Another service' })).toBeTruthy();
  });

  test('finds a service typed without its marks, by words in any order (D10)', () => {
    const named = ['Société Générale', 'İstanbul Üniversitesi', 'Łódź Straße'];
    openWindow({ services: named.map((name, at) => service(`${at}`, name, 'file')) });
    press('Connect an account');
    const search = screen.getByRole('searchbox', { name: 'Search services' });
    for (const [typed, name] of [
      ['generale soc', 'Société Générale'],
      ['istanbul', 'İstanbul Üniversitesi'],
      ['strasse lodz', 'Łódź Straße'],
    ] as const) {
      fireEvent.change(search, { target: { value: typed } });
      const found = named.filter((each) => screen.queryByRole('button', { name: each }) !== null);
      expect(found).toEqual([name]);
    }
  });

  test('says why a sign-in did not start, and stays open', async () => {
    openConnect();
    main.addConnection.mockResolvedValueOnce({ ok: false, failure: failure('network_down') });
    press('GitHub');
    await settled();
    expect(within(screen.getByRole('alert')).getByText(/no network connection/)).toBeTruthy();
    press('Try again');
    await settled();
    expect(main.addConnection).toHaveBeenLastCalledWith({ serviceId: 'github' });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('survives a main process that does not answer', async () => {
    openConnect();
    main.addConnection.mockRejectedValueOnce(new Error('line is dead'));
    press('GitHub');
    await settled();
    expect(screen.getByRole('alert').textContent).toContain('Something in Lanyard went wrong.');
  });
});
