import { act } from '@testing-library/react';
import { expect, test } from 'vitest';

test('subscribes to every event before it reports that it is ready', async () => {
  document.body.innerHTML = '<div id="root"></div>';
  await act(() => import('./main.js'));
  const ready = main.windowReady.mock.invocationCallOrder[0] ?? 0;
  for (const listen of [
    main.onVaultChanged,
    main.onServicesChanged,
    main.onConnectionsChanged,
    main.onAttemptsChanged,
    main.onDetailsChanged,
    main.onConnectionEnded,
    main.onSettingsChanged,
    main.onClockChanged,
    main.onAttentionCalled,
  ]) {
    expect(listen.mock.invocationCallOrder[0]).toBeLessThan(ready);
  }
  expect(document.getElementById('root')?.childElementCount).toBeGreaterThan(0);
});
