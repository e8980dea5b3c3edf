import { act } from '@testing-library/react';
import { expect, test } from 'vitest';

import type { WindowApi } from '../ipc/window-api.js';

test('subscribes to every event before it reports that it is ready', async () => {
  document.body.innerHTML = '<div id="root"></div>';
  await act(() => import('./main.js'));
  const ready = main.windowReady.mock.invocationCallOrder[0] ?? 0;
  const methods = (Object.keys(main) as (keyof WindowApi)[]).filter((name) =>
    /^on[A-Z]/.test(name),
  );
  expect(methods).toContain('onVaultChanged');
  for (const method of methods) {
    expect(main[method].mock.invocationCallOrder[0]).toBeLessThan(ready);
  }
  expect(document.getElementById('root')?.childElementCount).toBeGreaterThan(0);
});
