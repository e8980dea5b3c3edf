import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { AttemptView } from '../../ipc/attempt-view.js';
import { attempt, connection, failure, service } from '../../testing/renderer/samples.js';
import { openWindow, press, settled, type } from '../../testing/renderer/window.js';
import { attemptsChanged, servicesChanged } from '../store/events.js';

const told = (...attempts: AttemptView[]) => act(() => attemptsChanged(attempts));

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

describe('another service', () => {
  function openForm(serverAddress?: string): void {
    openConnect();
    press('Another service');
    if (serverAddress !== undefined) type('Server address', serverAddress);
  }
  const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
  const wayBack = () => screen.getByRole('combobox', { name: 'Return from the browser' });
  const chooseMethod = (value: string) => fireEvent.change(wayBack(), { target: { value } });

  /** After an address of an API that names two servers. */
  async function openChoiceOfServers(beforeContinue?: () => void): Promise<void> {
    const issuers = ['https://one.example.com', 'https://two.example.com/staff'];
    main.addService.mockResolvedValueOnce({ ok: true, value: { kind: 'choose_server', issuers } });
    openForm('https://api.example.com');
    beforeContinue?.();
    press('Continue');
    await settled();
  }

  test('asks once where the server serves many organizations, and shows no placeholder for one', async () => {
    const issuer = 'https://login.example.com/{tenantid}/v2.0';
    main.addService.mockResolvedValueOnce({ ok: true, value: { kind: 'confirm_issuer', issuer } });
    openForm('https://login.example.com/common/v2.0');
    press('Continue');
    await settled();
    expect(screen.getByText('https://login.example.com/common/v2.0')).toBeTruthy();
    expect(screen.getByText('login.example.com')).toBeTruthy();
    expect(screen.getByText(/^It serves many organizations/)).toBeTruthy();
    expect(screen.queryByText(/tenantid/)).toBeNull();
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.addService).toHaveBeenLastCalledWith(
      expect.objectContaining({ confirmedIssuer: issuer, chosenIssuer: null }),
    );
  });

  test('asks once where the server calls itself otherwise, with both names', async () => {
    const issuer = 'https://sts.windows.net/4c2f1234-0123-4567-7654-123321828afd/';
    main.addService.mockResolvedValueOnce({ ok: true, value: { kind: 'confirm_issuer', issuer } });
    openForm('https://login.example.com/common/v2.0');
    press('Continue');
    await settled();
    expect(screen.getByText('https://login.example.com/common/v2.0')).toBeTruthy();
    expect(screen.getByText(issuer)).toBeTruthy();
    expect(main.addConnection).not.toHaveBeenCalled();
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.addService).toHaveBeenLastCalledWith(
      expect.objectContaining({ confirmedIssuer: issuer, chosenIssuer: null }),
    );
  });

  test('goes back to the form where the other name is not confirmed', async () => {
    const issuer = 'https://login.example.com/other';
    main.addService.mockResolvedValueOnce({ ok: true, value: { kind: 'confirm_issuer', issuer } });
    openForm('https://login.example.com/mine');
    press('Continue');
    await settled();
    press('Back');
    expect(field('Server address').value).toBe('https://login.example.com/mine');
    expect(main.addService).toHaveBeenCalledTimes(1);
  });

  test('sends nothing while a field is missing, and keeps what was typed', () => {
    openForm('login.example.com');
    press('Continue');
    expect(screen.getByText(/not a web address/)).toBeTruthy();
    expect(field('Server address').value).toBe('login.example.com');
    expect(main.addService).not.toHaveBeenCalled();
  });

  test('adds the service and signs in there', async () => {
    openForm('https://login.example.com');
    type('Client ID', 'desk');
    type('Client secret', 'hush');
    type('Permissions (scopes)', 'openid email');
    chooseMethod('local_address');
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.addService).toHaveBeenCalledExactlyOnceWith({
      serverAddress: 'https://login.example.com',
      clientId: 'desk',
      clientSecret: 'hush',
      scopes: 'openid email',
      method: 'local_address',
      assertion: null,
      chosenIssuer: null,
    });
    expect(main.addConnection).toHaveBeenCalledExactlyOnceWith({ serviceId: 'own-1' });
  });

  test('lets Lanyard register itself where no client ID is entered', async () => {
    openForm('https://login.example.com');
    expect(screen.getByText(/Lanyard then tries to register itself/)).toBeTruthy();
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.addService).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ clientId: '', method: 'automatic' }),
    );
  });

  test('requires the client ID that a secret belongs to', () => {
    openForm('https://login.example.com');
    type('Client secret', 'hush');
    press('Continue');
    expect(screen.getByText('Enter the client ID that belongs to this secret.')).toBeTruthy();
    expect(main.addService).not.toHaveBeenCalled();
  });

  test('keeps the lines of a private key', async () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n';
    openForm('https://login.example.com');
    type('Client ID', 'desk');
    type('Client secret', key);
    fireEvent.keyDown(field('Client secret'), { key: 'Enter' });
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.addService).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ clientSecret: key }),
    );
  });

  test('offers seven methods, and a service account needs client ID and secret', () => {
    openForm();
    const ways = within(wayBack());
    expect(ways.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      'Automatic',
      'App link',
      'Local address',
      'Code on another device',
      'Service account (no browser)',
      'Workload identity (a file, no browser)',
      'Through your organisation (no browser)',
    ]);
    type('Server address', 'https://login.example.com');
    chooseMethod('service_account');
    press('Continue');
    for (const name of ['Client ID', 'Client secret']) {
      expect(field(name).getAttribute('aria-invalid')).toBe('true');
    }
    expect(main.addService).not.toHaveBeenCalled();
  });

  test.each([
    ['app_link', 1],
    ['local_address', 1],
    ['device_code', 0],
    ['service_account', 0],
    ['workload_identity', 0],
    ['enterprise_managed', 0],
  ])('shows for %s only the addresses that it comes back to', async (method, count) => {
    openForm('https://login.example.com');
    chooseMethod(method);
    await settled();
    expect(screen.queryAllByRole('button', { name: 'Copy' })).toHaveLength(count);
  });

  test('asks a workload for its identity file and client ID, and for no secret', async () => {
    openForm('https://login.example.com');
    chooseMethod('workload_identity');
    press('Continue');
    expect(screen.getByText('Enter the path of the identity file.')).toBeTruthy();
    expect(document.activeElement).toBe(field('Identity file'));
    expect(field('Client ID').getAttribute('aria-invalid')).toBe('true');
    expect(field('Client secret').getAttribute('aria-invalid')).toBeNull();
    expect(main.addService).not.toHaveBeenCalled();
    type('Identity file', '/run/token');
    type('Client ID', 'robot');
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.addService).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        method: 'workload_identity',
        assertion: { kind: 'file', path: '/run/token' },
      }),
    );
  });

  test('lets the organisation vouch by a connection that tells who the user is', async () => {
    const unknown = { scope: 'mail', description: null, requested: true, granted: true };
    openWindow({
      connections: [
        connection({ id: 'work', label: 'Ada', serviceName: 'Example Corp' }),
        connection({ id: 'mail', label: 'Mail', permissions: [unknown] }),
      ],
    });
    press('Connect an account');
    press('Another service');
    type('Server address', 'https://notes.example.com');
    type('Client ID', 'desk');
    chooseMethod('enterprise_managed');
    press('Continue');
    expect(screen.getByText(/^Choose the connection to your organisation/)).toBeTruthy();
    expect(main.addService).not.toHaveBeenCalled();
    const choice = screen.getByRole('combobox', { name: 'Your organisation’s sign-in' });
    expect(choice.getAttribute('aria-invalid')).toBe('true');
    expect(
      within(choice)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['Not chosen', 'Ada (Example Corp)']);
    fireEvent.change(choice, { target: { value: 'work' } });
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.addService).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        method: 'enterprise_managed',
        assertion: { kind: 'identity_provider', connectionId: 'work' },
      }),
    );
  });

  test('lets the user choose where an address names several servers', async () => {
    await openChoiceOfServers();
    const servers = within(screen.getByRole('radiogroup', { name: 'Choose where you sign in' }));
    fireEvent.click(servers.getByRole('radio', { name: /^two.example.com/ }));
    expect(main.addConnection).not.toHaveBeenCalled();
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.addService).toHaveBeenLastCalledWith(
      expect.objectContaining({
        serverAddress: 'https://api.example.com',
        chosenIssuer: 'https://two.example.com/staff',
      }),
    );
  });

  test.each([
    ['at once', false, null],
    ['after a choice of servers', true, 'https://one.example.com'],
  ])(
    'asks before a server leads into the local network, %s (H32)',
    async (_, isChoice, chosenIssuer) => {
      if (isChoice) await openChoiceOfServers();
      else openForm('https://api.example.com');
      const value = { kind: 'confirm_private_network' as const, hosts: ['10.1.2.3'] };
      main.addService.mockResolvedValueOnce({ ok: true, value });
      press('Continue');
      await settled();
      expect(screen.getByText('10.1.2.3')).toBeTruthy();
      expect(main.addConnection).not.toHaveBeenCalled();
      press('Continue');
      await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
      expect(main.addService).toHaveBeenLastCalledWith(
        expect.objectContaining({ chosenIssuer, confirmedPrivateHosts: ['10.1.2.3'] }),
      );
    },
  );

  test('goes back to the form where the user does not want that (H32)', async () => {
    openForm('https://api.example.com');
    const value = { kind: 'confirm_private_network' as const, hosts: ['10.1.2.3'] };
    main.addService.mockResolvedValueOnce({ ok: true, value });
    press('Continue');
    await settled();
    press('Cancel');
    expect(field('Server address').value).toBe('https://api.example.com');
    expect(main.addService).toHaveBeenCalledTimes(1);
  });

  test('shows the chosen server’s addresses to register when the user has a client', async () => {
    await openChoiceOfServers(() => {
      chooseMethod('local_address');
      type('Client ID', 'desk');
    });
    fireEvent.click(screen.getByRole('radio', { name: /^two.example.com/ }));
    await settled();
    expect(main.getRedirectUris).toHaveBeenLastCalledWith({
      kind: 'address',
      serverAddress: 'https://api.example.com',
      chosenIssuer: 'https://two.example.com/staff',
    });
    expect(screen.getByText(/Redirect URIs to add at two.example.com/)).toBeTruthy();
    expect(screen.getByText('http://127.0.0.1/callback/own-1')).toBeTruthy();
    expect(screen.queryByText('app.lanyard.desktop:/callback/own-1')).toBeNull();
  });

  test('shows no address there when the app registers itself', async () => {
    await openChoiceOfServers();
    expect(screen.queryByText('http://127.0.0.1/callback/own-1')).toBeNull();
  });

  test('goes back from there to what was typed', async () => {
    await openChoiceOfServers();
    press('Back');
    expect(field('Server address').value).toBe('https://api.example.com');
  });

  test('shows the exact addresses to register, and copies each', async () => {
    openForm('https://login.example.com');
    await settled();
    expect(screen.getByText('app.lanyard.desktop:/callback/own-1')).toBeTruthy();
    expect(screen.getByText('http://127.0.0.1/callback/own-1')).toBeTruthy();
    const local = within(screen.getByRole('group', { name: 'Local address' }));
    fireEvent.click(local.getByRole('button', { name: 'Copy' }));
    await settled();
    expect(main.copyRedirectUri).toHaveBeenCalledExactlyOnceWith({
      of: { kind: 'address', serverAddress: 'https://login.example.com' },
      method: 'local_address',
    });
    expect(screen.getByRole('button', { name: 'Copied' })).toBeTruthy();
  });

  test('keeps what was typed when the sign-in fails, and removes the wrong service', async () => {
    openForm('https://login.example.com');
    type('Client ID', 'wrong');
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    act(() =>
      servicesChanged({
        services: [service('own-1', 'login.example.com', 'user')],
        problems: [],
      }),
    );
    told(attempt({ kind: 'failed', failure: failure('client_refused') }, { serviceId: 'own-1' }));
    press('Change the settings');
    expect(field('Client ID').value).toBe('wrong');
    expect(main.removeService).toHaveBeenCalledExactlyOnceWith({ serviceId: 'own-1' });
    expect(main.closeAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  });

  test('hides the client secret until "Show" is pressed', () => {
    openForm();
    const secret = field('Client secret');
    const hidden = secret.className;
    press('Show typed characters');
    expect(secret.className).not.toBe(hidden);
    expect(secret.getAttribute('autocomplete')).toBe('off');
  });
});
