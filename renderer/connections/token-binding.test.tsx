import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { connection, tokenDetails } from '../../testing/renderer/samples.js';
import { openWindow, settled } from '../../testing/renderer/window.js';
import { detailsChanged } from '../store/events.js';

const name = 'Use only on this computer';
const nextSignIn = 'Sign in again to make this change take effect.';

function openPermissions(more: Partial<ConnectionView>, tokenType: 'bearer' | 'dpop') {
  openWindow({ connections: [connection(more)] });
  fireEvent.click(screen.getByRole('button', { name: /^Ada Lovelace/ }));
  fireEvent.click(screen.getByRole('tab', { name: 'Permissions' }));
  const tokens = tokenDetails(undefined, { tokenType });
  act(() =>
    detailsChanged({
      connectionId: 'ada',
      tokens,
      activity: [],
      forecast: { kind: 'none' },
    }),
  );
}

test('the switch is absent where the service cannot bind access (O19, L12)', () => {
  openPermissions({ tokenBinding: { kind: 'not_offered' } }, 'bearer');
  expect(screen.queryByRole('switch', { name })).toBeNull();
});

test('the switch is absent while the connection ends (O19)', () => {
  const state = { kind: 'disconnecting', since: 0, progress: { kind: 'pending' } } as const;
  openPermissions({ tokenBinding: { kind: 'offered', chosen: null }, state }, 'dpop');
  expect(screen.queryByRole('switch', { name })).toBeNull();
});

test.each([
  ['bearer', null, false, false],
  ['dpop', null, true, false],
  ['dpop', false, false, true],
  ['bearer', true, true, true],
] as const)(
  'with %s tokens and the choice %s the switch is on: %s; it waits for the next sign-in: %s (O19, L12)',
  async (tokenType, chosen, isOn, waits) => {
    openPermissions({ tokenBinding: { kind: 'offered', chosen } }, tokenType);
    const field = screen.getByRole<HTMLInputElement>('switch', { name });
    expect(field.checked).toBe(isOn);
    expect(screen.queryByText(nextSignIn) !== null).toBe(waits);
    fireEvent.click(field);
    await settled();
    expect(main.setTokenBinding).toHaveBeenCalledWith({ connectionId: 'ada', bind: !isOn });
  },
);
