import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { ScopeView } from '../../ipc/service-view.js';
import { attempt, failure, scope, service } from '../../testing/renderer/samples.js';
import { openWindow, press, settled } from '../../testing/renderer/window.js';
import { attemptsChanged, servicesChanged } from '../store/events.js';

const openid = scope('openid', { isDefault: true, isNeeded: true });
const read = scope('notes.read', {
  description: 'Read your notes',
  risk: 'reads',
  isDefault: true,
});
const write = scope('notes.write', { description: 'Change your notes', risk: 'changes' });
const users = scope('users.read', { description: 'See all users', adminOnly: true });

const notes = (...scopes: ScopeView[]) => service('notes', 'Notes', 'file', { scopes });

function choose(...scopes: ScopeView[]) {
  openWindow({ services: [notes(...scopes)] });
  press('Connect an account');
  press('Notes');
  return within(screen.getByRole('dialog', { name: 'Connect an account' }));
}

const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const proceed = async () => {
  press('Continue in the browser');
  await settled();
};

describe('before the browser opens', () => {
  test('nothing is asked of the service until the user goes on', async () => {
    choose(openid, read);
    await settled();
    expect(main.addConnection).not.toHaveBeenCalled();
    expect(screen.getByRole('heading', { name: 'What may Lanyard do at Notes?' })).toBe(
      document.activeElement,
    );
  });

  test('a service with nothing to choose is asked at once', async () => {
    choose(openid);
    await settled();
    expect(main.addConnection).toHaveBeenCalledExactlyOnceWith({ serviceId: 'notes' });
  });

  test('the least is chosen, in plain words, and what is always included cannot be left out', async () => {
    const dialog = choose(openid, read, write);
    const always = within(dialog.getByRole('list', { name: 'Always included' }));
    expect(always.getByText('Know who you are')).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: 'Know who you are' })).toBeNull();
    expect([box('Read your notes').checked, box('Change your notes').checked]).toEqual([
      true,
      false,
    ]);
    expect(dialog.getByText('2 permissions')).toBeTruthy();
    await proceed();
    expect(main.addConnection).toHaveBeenCalledExactlyOnceWith({
      serviceId: 'notes',
      scopes: ['openid', 'notes.read'],
    });
  });

  test('permissions can be added and left out, and only those chosen are asked for', async () => {
    choose(openid, read, write);
    fireEvent.click(box('Read your notes'));
    fireEvent.click(box('Change your notes'));
    await proceed();
    expect(main.addConnection).toHaveBeenCalledExactlyOnceWith({
      serviceId: 'notes',
      scopes: ['openid', 'notes.write'],
    });
  });

  test('Enter on the heading goes on, but not while the key that came here is still down', async () => {
    choose(openid, read);
    const heading = screen.getByRole('heading', { name: 'What may Lanyard do at Notes?' });
    fireEvent.keyDown(heading, { key: 'Enter', repeat: true });
    await settled();
    expect(main.addConnection).not.toHaveBeenCalled();
    fireEvent.keyDown(heading, { key: 'Enter' });
    await settled();
    expect(main.addConnection).toHaveBeenCalledTimes(1);
  });

  test('those that only an administrator can allow are apart, not chosen, and said to be so', () => {
    const dialog = choose(openid, read, users);
    const apart = within(dialog.getByRole('group', { name: 'Only with an administrator' }));
    expect(apart.getByRole<HTMLInputElement>('checkbox', { name: 'See all users' }).checked).toBe(
      false,
    );
    expect(apart.getByText(/Notes may refuse the whole sign-in/)).toBeTruthy();
    const choice = within(dialog.getByRole('group', { name: 'Your choice' }));
    expect(choice.queryByRole('checkbox', { name: 'See all users' })).toBeNull();
  });

  test('a permission says what it can do beyond reading', () => {
    choose(openid, write);
    const risk = box('Change your notes').getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(risk)?.textContent).toBe('Can change things');
  });
});

describe('with no permission chosen', () => {
  test('a service that has default ones is not asked, because that would ask for all it gives', async () => {
    choose(read, write);
    fireEvent.click(box('Read your notes'));
    await proceed();
    expect(screen.getByRole('alert').textContent).toBe('Choose at least one permission.');
    expect(main.addConnection).not.toHaveBeenCalled();
    fireEvent.click(box('Change your notes'));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('a service that has no default ones decides, and the dialog says so', async () => {
    const dialog = choose(write);
    expect(dialog.getByText(/If you choose none, Notes decides/)).toBeTruthy();
    await proceed();
    expect(main.addConnection).toHaveBeenCalledExactlyOnceWith({ serviceId: 'notes' });
  });
});

describe('of many permissions', () => {
  const many = Array.from({ length: 20 }, (_, at) =>
    scope(`s${at}`, { description: `Permission ${at}` }),
  );

  test('a few are shown at first, and all of them with a search after one click', () => {
    choose(openid, ...many);
    expect(screen.getAllByRole('checkbox')).toHaveLength(6);
    press('Show all 20');
    expect(screen.getAllByRole('checkbox')).toHaveLength(20);
    const search = screen.getByRole('searchbox', { name: 'Search permissions' });
    expect(search).toBe(document.activeElement);
    fireEvent.change(search, { target: { value: 'permission 17' } });
    expect(screen.getAllByRole('checkbox')).toEqual([box('Permission 17')]);
    fireEvent.change(search, { target: { value: 'zzz' } });
    expect(screen.getByText('No permission matches “zzz”.')).toBeTruthy();
  });

  test('a chosen one stays chosen while the search hides it', async () => {
    choose(openid, ...many);
    press('Show all 20');
    fireEvent.click(box('Permission 3'));
    const search = screen.getByRole('searchbox', { name: 'Search permissions' });
    fireEvent.change(search, { target: { value: '17' } });
    await proceed();
    expect(main.addConnection).toHaveBeenCalledExactlyOnceWith({
      serviceId: 'notes',
      scopes: ['openid', 's3'],
    });
  });
});

describe('the choice of permissions', () => {
  test('says why main refused, and asks again', async () => {
    choose(openid, read);
    main.addConnection.mockResolvedValueOnce({ ok: false, failure: failure('network_down') });
    await proceed();
    expect(screen.getByRole('alert').textContent).toContain('no network connection');
    press('Try again');
    await settled();
    expect(main.addConnection).toHaveBeenCalledTimes(2);
  });

  test('leads back to all services', () => {
    choose(openid, read);
    press('Back');
    expect(screen.getByRole('searchbox', { name: 'Search services' })).toBeTruthy();
  });

  test('gives way to the sign-in once that has begun', async () => {
    choose(openid, read);
    await proceed();
    act(() => attemptsChanged([attempt({ kind: 'preparing' })]));
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  test.each(['scope_refused', 'admin_consent_needed'] as const)(
    'is offered again after a sign-in that ended with %s, and the least is chosen then',
    async (code) => {
      choose(openid, read, write);
      fireEvent.click(box('Change your notes'));
      await proceed();
      const failed = { kind: 'failed', failure: failure(code) } as const;
      act(() => attemptsChanged([attempt(failed, { serviceId: 'notes' })]));
      press('Choose other permissions');
      expect(main.closeAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
      expect([box('Read your notes').checked, box('Change your notes').checked]).toEqual([
        true,
        false,
      ]);
    },
  );

  test('is not offered where other permissions change nothing, nor for signing in again', () => {
    openWindow({ services: [notes(openid, read)] });
    const ended = (code: 'server_fault' | 'scope_refused', connectionId: string | null) =>
      act(() =>
        attemptsChanged([
          attempt({ kind: 'failed', failure: failure(code) }, { serviceId: 'notes', connectionId }),
        ]),
      );
    ended('server_fault', null);
    expect(screen.queryByRole('button', { name: 'Choose other permissions' })).toBeNull();
    ended('scope_refused', 'ada');
    expect(screen.queryByRole('button', { name: 'Choose other permissions' })).toBeNull();
  });

  test('gives way to all services when its own is gone', () => {
    choose(openid, read);
    act(() => servicesChanged({ services: [], problems: [] }));
    expect(screen.getByRole('searchbox', { name: 'Search services' })).toBeTruthy();
  });

  test('comes after a service was set up too', async () => {
    const setUp = {
      kind: 'needs_client',
      secret: 'no',
      hasDocs: false,
      hasForm: false,
      hasDeviceCode: false,
      variables: [],
    } as const;
    const scopes = [openid, read];
    openWindow({ services: [service('notes', 'Notes', 'shipped', { scopes, setUp })] });
    press('Connect an account');
    press('Notes');
    press('I’ll register it myself');
    press('Next');
    press('Next');
    fireEvent.change(screen.getByRole('textbox', { name: 'Client ID' }), {
      target: { value: 'desk' },
    });
    main.setUpService.mockImplementationOnce(() => {
      servicesChanged({
        services: [service('notes', 'Notes', 'shipped', { scopes })],
        problems: [],
      });
      return Promise.resolve({ ok: true, value: { serviceId: 'notes' } });
    });
    press('Continue');
    await settled();
    expect(box('Read your notes').checked).toBe(true);
    expect(main.addConnection).not.toHaveBeenCalled();
  });
});
