import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { attempt, connection, failure, waiting } from '../../testing/renderer/samples.js';
import { openWindow, press, settled, type } from '../../testing/renderer/window.js';
import { attemptsChanged, lockChanged } from '../store/events.js';
import { setSearch } from '../store/ui-actions.js';
import { useWindowStore } from '../store/window-store.js';

const heading = () => screen.queryByRole('heading', { name: 'Lanyard is locked' });

test('a locked window shows and keeps no name, nor what was typed', () => {
  const { container } = openWindow({ connections: [connection()] });
  act(() => setSearch('ada'));
  act(() => lockChanged({ isLocked: true }));
  expect(heading()).toBeTruthy();
  expect(document.body.textContent).not.toContain('Ada');
  expect(container.querySelectorAll('input, [role=listitem]')).toHaveLength(0);
  const { connections, search } = useWindowStore.getState();
  expect({ connections, search }).toEqual({ connections: null, search: '' });
});

test('locking closes every dialog', () => {
  openWindow({ connections: [connection()] });
  act(() => attemptsChanged([attempt(waiting)]));
  expect(screen.getByRole('dialog')).toBeTruthy();
  act(() => lockChanged({ isLocked: true }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.body.textContent).not.toContain('Practice service');
});

test('“Unlock” asks main, which decides; the button has the focus', async () => {
  openWindow({ connections: [connection()] });
  act(() => lockChanged({ isLocked: true }));
  expect(document.activeElement?.textContent).toBe('Unlock');
  press('Unlock');
  await settled();
  expect(main.unlock).toHaveBeenCalledOnce();
  expect(heading()).toBeTruthy();
  act(() => lockChanged({ isLocked: false }));
  expect(heading()).toBeNull();
});

test('a vault under a passphrase shows no name before it has been entered, and says when it is wrong', async () => {
  openWindow({ vault: { kind: 'passphrase_required' }, connections: [connection()] });
  expect(heading()).toBeTruthy();
  expect(document.body.textContent).not.toContain('Ada');
  expect(screen.getByRole('textbox', { name: 'Passphrase' })).toBe(document.activeElement);
  main.unlockVault.mockResolvedValueOnce({ ok: false, failure: failure('passphrase_wrong') });
  type('Passphrase', 'guess');
  press('Unlock');
  await settled();
  expect(screen.getByRole('alert').textContent).toContain('Wrong passphrase.');
});
