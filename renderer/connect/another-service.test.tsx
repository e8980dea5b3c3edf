import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { ReplyOf } from '../../ipc/contract.js';
import { attempt, connection, failure, service } from '../../testing/renderer/samples.js';
import { openWindow, press, settled, type } from '../../testing/renderer/window.js';
import { attemptsChanged, servicesChanged } from '../store/events.js';

type Found = Extract<ReplyOf<'inspectServer'>, { kind: 'found' }>;

describe('another service', () => {
  function openAddress(serverAddress?: string): void {
    openWindow();
    press('Connect an account');
    press('Another service');
    if (serverAddress !== undefined) type('Server address', serverAddress);
  }
  const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
  const wayBack = () => screen.getByRole('combobox', { name: 'Return from the browser' });
  const chooseMethod = (value: string) => fireEvent.change(wayBack(), { target: { value } });
  const host = 'login.example.com';
  const address = `https://${host}`;

  /** To what is asked about the server that is found there. */
  async function openSettings(serverAddress = address, found: Partial<Found> = {}): Promise<void> {
    const value: Found = {
      kind: 'found',
      host,
      registersApp: false,
      hasDeviceCode: false,
      ...found,
    };
    main.inspectServer.mockResolvedValue({ ok: true, value });
    openAddress(serverAddress);
    press('Continue');
    await screen.findByRole('heading', { name: `Connect to ${value.host}` });
    // Until the request is over, its button does nothing.
    await settled();
  }
  /** After an address of an API that names two servers. */
  async function openChoiceOfServers(): Promise<void> {
    const issuers = ['https://one.example.com', 'https://two.example.com/staff'];
    main.inspectServer.mockResolvedValueOnce({
      ok: true,
      value: { kind: 'choose_server', issuers },
    });
    openAddress('https://api.example.com');
    press('Continue');
    await settled();
  }
  /** Adds the server, whose settings are shown. */
  async function finish(): Promise<void> {
    await screen.findByRole('textbox', { name: 'Client ID' });
    await settled();
    type('Client ID', 'desk');
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
  }

  test('asks only for the address first, and looks there', async () => {
    openAddress();
    expect(screen.queryByRole('textbox', { name: 'Client ID' })).toBeNull();
    expect(screen.queryByRole('combobox')).toBeNull();
    press('Continue');
    expect(screen.getByText('Enter the server address.')).toBeTruthy();
    expect(main.inspectServer).not.toHaveBeenCalled();
    main.inspectServer.mockReturnValueOnce(new Promise(() => undefined));
    type('Server address', ' login.example.com ');
    press('Continue');
    expect(screen.getByText('Looking at login.example.com…')).toBeTruthy();
    expect(main.inspectServer).toHaveBeenCalledExactlyOnceWith({
      serverAddress: address,
      chosenIssuer: null,
    });
    await settled();
  });

  test('says what is wrong with the address, and looks again', async () => {
    main.inspectServer.mockResolvedValueOnce({ ok: false, failure: failure('server_not_oauth') });
    openAddress(address);
    press('Continue');
    await settled();
    expect(screen.getByRole('alert').textContent).toContain('does not seem to support');
    press('Change the settings');
    expect(document.activeElement).toBe(field('Server address'));
    expect(main.addService).not.toHaveBeenCalled();
  });

  test('asks for nothing where the app registers itself, but for a name', async () => {
    await openSettings(address, { registersApp: true });
    expect(screen.getByText(/lets Lanyard register itself/)).toBeTruthy();
    expect(screen.getAllByRole('textbox')).toEqual([field('Name')]);
    expect(main.getRedirectUris).not.toHaveBeenCalled();
    type('Name', 'Intranet');
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.addService).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ clientId: '', name: 'Intranet', method: 'automatic' }),
    );
  });

  test('takes a client ID also where the app could register itself', async () => {
    await openSettings(address, { registersApp: true });
    press('More options');
    expect(screen.getByText(/Lanyard then tries to register itself/)).toBeTruthy();
    await finish();
    expect(main.addService).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ clientId: 'desk' }),
    );
  });

  test('asks for the client ID after all where the registration is refused', async () => {
    main.addService.mockResolvedValueOnce({
      ok: false,
      failure: failure('registration_not_accepted'),
    });
    await openSettings(address, { registersApp: true });
    press('Continue');
    await settled();
    expect(screen.getByRole('alert')).toBeTruthy();
    press(/^Change/);
    expect(document.activeElement).toBe(field('Client ID'));
  });

  test('sends nothing without the client ID that the server needs', async () => {
    await openSettings();
    press('Continue');
    expect(document.activeElement).toBe(field('Client ID'));
    expect(field('Client ID').getAttribute('aria-invalid')).toBe('true');
    expect(main.addService).not.toHaveBeenCalled();
  });

  test('goes back to the address, and keeps what was typed', async () => {
    await openSettings();
    type('Client ID', 'desk');
    type('Name', 'Mine');
    press('Back');
    expect(field('Server address').value).toBe(address);
    press('Continue');
    await screen.findByRole('heading', { name: `Connect to ${host}` });
    expect(field('Client ID').value).toBe('desk');
    expect(field('Name').value).toBe('Mine');
  });

  test('asks once where the server serves many organizations, and shows no placeholder for one', async () => {
    const issuer = 'https://login.example.com/{tenantid}/v2.0';
    main.inspectServer.mockResolvedValueOnce({
      ok: true,
      value: { kind: 'confirm_issuer', issuer },
    });
    openAddress('https://login.example.com/common/v2.0');
    press('Continue');
    await settled();
    expect(screen.getByText('https://login.example.com/common/v2.0')).toBeTruthy();
    expect(screen.getByText('login.example.com')).toBeTruthy();
    expect(screen.getByText(/^It serves many organizations/)).toBeTruthy();
    expect(screen.queryByText(/tenantid/)).toBeNull();
    press('Continue');
    await finish();
    expect(main.addService).toHaveBeenLastCalledWith(
      expect.objectContaining({ confirmedIssuer: issuer, chosenIssuer: null }),
    );
  });

  test('asks once where the server calls itself otherwise, with both names', async () => {
    const issuer = 'https://sts.windows.net/4c2f1234-0123-4567-7654-123321828afd/';
    main.inspectServer.mockResolvedValueOnce({
      ok: true,
      value: { kind: 'confirm_issuer', issuer },
    });
    openAddress('https://login.example.com/common/v2.0');
    press('Continue');
    await settled();
    expect(screen.getByText('https://login.example.com/common/v2.0')).toBeTruthy();
    expect(screen.getByText(issuer)).toBeTruthy();
    expect(main.addConnection).not.toHaveBeenCalled();
    press('Continue');
    await finish();
    expect(main.addService).toHaveBeenLastCalledWith(
      expect.objectContaining({ confirmedIssuer: issuer, chosenIssuer: null }),
    );
  });

  test('goes back to the form where the other name is not confirmed', async () => {
    const issuer = 'https://login.example.com/other';
    main.inspectServer.mockResolvedValueOnce({
      ok: true,
      value: { kind: 'confirm_issuer', issuer },
    });
    openAddress('https://login.example.com/mine');
    press('Continue');
    await settled();
    press('Back');
    expect(field('Server address').value).toBe('https://login.example.com/mine');
    expect(main.inspectServer).toHaveBeenCalledTimes(1);
  });

  test('sends nothing while the address is none, and keeps what was typed', () => {
    openAddress('not an address');
    press('Continue');
    expect(screen.getByText(/not a web address/)).toBeTruthy();
    expect(field('Server address').value).toBe('not an address');
    expect(main.inspectServer).not.toHaveBeenCalled();
  });

  test('adds the service and signs in there', async () => {
    await openSettings();
    type('Client ID', 'desk');
    type('Client secret', 'hush');
    press('More options');
    type('Permissions (scopes)', 'openid email');
    chooseMethod('local_address');
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.addService).toHaveBeenCalledExactlyOnceWith({
      serverAddress: address,
      name: '',
      clientId: 'desk',
      clientSecret: 'hush',
      scopes: 'openid email',
      method: 'local_address',
      assertion: null,
      chosenIssuer: null,
    });
    expect(main.addConnection).toHaveBeenCalledExactlyOnceWith({ serviceId: 'own-1' });
  });

  test('requires the client ID that a secret belongs to', async () => {
    await openSettings(address, { registersApp: true });
    press('More options');
    type('Client secret', 'hush');
    press('Continue');
    expect(screen.getByText('Enter the client ID that belongs to this secret.')).toBeTruthy();
    expect(main.addService).not.toHaveBeenCalled();
  });

  test('keeps the lines of a private key', async () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n';
    await openSettings();
    type('Client ID', 'desk');
    type('Client secret', key);
    fireEvent.keyDown(field('Client secret'), { key: 'Enter' });
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.addService).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ clientSecret: key }),
    );
  });

  test('offers seven methods, and a service account needs client ID and secret', async () => {
    await openSettings(address, { registersApp: true, hasDeviceCode: true });
    press('More options');
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
    await openSettings(address, { hasDeviceCode: true });
    press('More options');
    chooseMethod(method);
    await settled();
    expect(screen.queryAllByRole('button', { name: 'Copy' })).toHaveLength(count);
  });

  test('asks a workload for its identity file and client ID, and for no secret', async () => {
    await openSettings();
    press('More options');
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
    press('Continue');
    await screen.findByRole('textbox', { name: 'Client ID' });
    await settled();
    type('Client ID', 'desk');
    press('More options');
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
    await finish();
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
      else openAddress('https://api.example.com');
      const value = { kind: 'confirm_private_network' as const, hosts: ['10.1.2.3'] };
      main.inspectServer.mockResolvedValueOnce({ ok: true, value });
      press('Continue');
      await settled();
      expect(screen.getByText('10.1.2.3')).toBeTruthy();
      expect(main.addConnection).not.toHaveBeenCalled();
      press('Continue');
      await finish();
      expect(main.addService).toHaveBeenLastCalledWith(
        expect.objectContaining({ chosenIssuer, confirmedPrivateHosts: ['10.1.2.3'] }),
      );
    },
  );

  test('goes back to the form where the user does not want that (H32)', async () => {
    openAddress('https://api.example.com');
    const value = { kind: 'confirm_private_network' as const, hosts: ['10.1.2.3'] };
    main.inspectServer.mockResolvedValueOnce({ ok: true, value });
    press('Continue');
    await settled();
    press('Cancel');
    expect(field('Server address').value).toBe('https://api.example.com');
    expect(main.inspectServer).toHaveBeenCalledTimes(1);
  });

  test('asks before the registration leads into the local network, once the settings are there (H32)', async () => {
    const value = { kind: 'confirm_private_network' as const, hosts: ['10.1.2.3'] };
    main.addService.mockResolvedValueOnce({ ok: true, value });
    await openSettings(address, { registersApp: true });
    press('Continue');
    await settled();
    expect(screen.getByText('10.1.2.3')).toBeTruthy();
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.addService).toHaveBeenLastCalledWith(
      expect.objectContaining({ confirmedPrivateHosts: ['10.1.2.3'] }),
    );
  });

  test('shows the chosen server’s addresses to register', async () => {
    await openChoiceOfServers();
    fireEvent.click(screen.getByRole('radio', { name: /^two.example.com/ }));
    press('Continue');
    await screen.findByText('http://127.0.0.1/callback/own-1');
    expect(main.getRedirectUris).toHaveBeenLastCalledWith({
      kind: 'address',
      serverAddress: 'https://api.example.com',
      chosenIssuer: 'https://two.example.com/staff',
    });
  });

  test('goes back from there to what was typed', async () => {
    await openChoiceOfServers();
    press('Back');
    expect(field('Server address').value).toBe('https://api.example.com');
  });

  test('shows the exact addresses to register, and copies each', async () => {
    await openSettings();
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
    await openSettings();
    type('Client ID', 'wrong');
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    act(() =>
      servicesChanged({
        services: [service('own-1', 'login.example.com', 'user')],
        problems: [],
      }),
    );
    const phase = { kind: 'failed', failure: failure('client_refused') } as const;
    act(() => attemptsChanged([attempt(phase, { serviceId: 'own-1' })]));
    press('Change the settings');
    expect(field('Client ID').value).toBe('wrong');
    expect(main.removeService).toHaveBeenCalledExactlyOnceWith({ serviceId: 'own-1' });
    expect(main.closeAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  });

  test('hides the client secret until "Show" is pressed', async () => {
    await openSettings();
    const secret = field('Client secret');
    const hidden = secret.className;
    press('Show typed characters');
    expect(secret.className).not.toBe(hidden);
    expect(secret.getAttribute('autocomplete')).toBe('off');
  });
});
