import { act, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { attempt, connection } from '../../testing/renderer/samples.js';
import { openWindow, press } from '../../testing/renderer/window.js';
import { attemptsChanged, connectionsChanged } from '../store/events.js';

test('once a new connection is made, its heading has the focus', async () => {
  openWindow({ connections: [connection({ id: 'other', label: 'Other' })] });
  press('Connect an account');
  act(() => attemptsChanged([attempt({ kind: 'preparing' })]));
  act(() => {
    connectionsChanged({ kind: 'some', changed: [connection()], removed: [] });
    const connected = { connectionId: 'ada', accountName: 'Ada Lovelace', merged: false };
    attemptsChanged([attempt({ kind: 'connected', ...connected })]);
  });
  const heading = screen.getByRole('heading', { name: 'Ada Lovelace' });
  await waitFor(() => expect(document.activeElement).toBe(heading));
});
