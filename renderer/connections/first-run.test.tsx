import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import { failure, scope, service } from '../../testing/renderer/samples.js';
import { openWindow, press, settled } from '../../testing/renderer/window.js';

const tryIt = 'Try it with the practice service';
const practice = (more: Parameters<typeof service>[3] = {}) =>
  service('practice', 'Practice service', 'file', { isPractice: true, ...more });

describe('with no connection yet', () => {
  test('the window says in three steps what Lanyard does, and leads to connecting', () => {
    openWindow();
    expect(screen.getByRole('heading', { name: 'No accounts connected yet' })).toBeTruthy();
    expect(screen.getAllByRole('listitem')).toHaveLength(3);
    expect(screen.getByText(/Lanyard never sees your password/)).toBeTruthy();
    press('Connect an account');
    expect(screen.getByRole('searchbox', { name: 'Search services' })).toBeTruthy();
  });

  test('there is nothing to try without a practice service that is ready', () => {
    const setUp = { kind: 'not_possible', obstacle: 'https_redirect' } as const;
    openWindow({ services: [service('a', 'Any', 'file'), practice({ setUp })] });
    expect(screen.queryByRole('button', { name: tryIt })).toBeNull();
  });

  test('the practice service is one click away', async () => {
    openWindow({ services: [practice()] });
    press(tryIt);
    await settled();
    expect(main.addConnection).toHaveBeenCalledExactlyOnceWith({ serviceId: 'practice' });
  });

  test('the practice service asks which permissions, where there is a choice', async () => {
    const scopes = [scope('openid', { isDefault: true, isNeeded: true }), scope('notes')];
    openWindow({ services: [practice({ scopes })] });
    press(tryIt);
    await settled();
    expect(
      screen.getByRole('heading', { name: 'What may Lanyard do at Practice service?' }),
    ).toBeTruthy();
    expect(main.addConnection).not.toHaveBeenCalled();
  });

  test('a practice service that main refuses leads to the dialog, which asks for what is missing', async () => {
    openWindow({ services: [practice()] });
    main.addConnection.mockResolvedValueOnce({ ok: false, failure: failure('storage_not_chosen') });
    press(tryIt);
    await settled();
    expect(screen.getByRole('dialog', { name: 'Connect an account' })).toBeTruthy();
  });
});
