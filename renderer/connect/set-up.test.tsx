import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { ServiceSetUp, ServiceView } from '../../ipc/service-view.js';
import { attempt, failure, service } from '../../testing/renderer/samples.js';
import { openWindow, press, settled, type } from '../../testing/renderer/window.js';
import { attemptsChanged, servicesChanged } from '../store/events.js';

type NeedsClient = Extract<ServiceSetUp, { kind: 'needs_client' }>;

const needs = (more: Partial<NeedsClient> = {}): NeedsClient => ({
  kind: 'needs_client',
  secret: null,
  hasDocs: true,
  hasForm: false,
  hasDeviceCode: false,
  variables: [],
  ...more,
});
const tally = (setUp: ServiceSetUp, more: Partial<ServiceView> = {}) =>
  service('tally', 'Tally', 'shipped', { group: 'Work', setUp, ...more });

const realm = {
  name: 'realm',
  description: 'Name of the realm',
  example: 'staff',
  defaultValue: null,
};
const host = {
  name: 'host',
  description: 'Address of the Tally server',
  example: 'tally.example.com',
  defaultValue: 'tally.com',
};

function openCatalogue(...services: ServiceView[]): void {
  openWindow({ services });
  press('Connect an account');
}
function openSetUp(setUp: ServiceSetUp, more: Partial<ServiceView> = {}): void {
  openCatalogue(tally(setUp, more));
  press('Tally');
}
/** To the first of the three steps. */
function openSteps(setUp: ServiceSetUp, more: Partial<ServiceView> = {}): void {
  openSetUp(setUp, more);
  press('I’ll register it myself');
}
const hintOf = (name: string) => {
  const described = screen.getByRole('textbox', { name }).getAttribute('aria-describedby') ?? '';
  return document.getElementById(described)?.textContent;
};

describe('the catalogue', () => {
  test('lists services that are ready first, then popular ones, then the rest by name', () => {
    openCatalogue(
      service('z', 'Zeta', 'shipped'),
      service('b', 'Beta', 'shipped', { setUp: needs() }),
      service('a', 'Alpha', 'shipped', { setUp: needs() }),
      service('m', 'Mu', 'shipped', { isPopular: true, setUp: needs() }),
      service('o', 'Own', 'user'),
    );
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getAllByRole('heading', { level: 3 }).map((each) => each.textContent)).toEqual([
      'Ready to connect',
      'Popular',
      'All services A–Z',
    ]);
    const rows = (name: string) =>
      within(dialog.getByRole('list', { name }))
        .getAllByRole('listitem')
        .map((row) => within(row).getAllByRole('button')[0]?.textContent);
    expect(rows('Ready to connect')).toEqual(['Own', 'Zeta']);
    expect(rows('Popular')).toEqual(['Mu']);
    expect(rows('All services A–Z')).toEqual(['Alpha', 'Beta']);
  });

  const search = (text: string) =>
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search services' }), {
      target: { value: text },
    });

  test('shows no heading without services', () => {
    openCatalogue(tally(needs()), service('m', 'Mu', 'shipped', { setUp: needs() }));
    expect(screen.queryByRole('heading', { name: 'Ready to connect' })).toBeNull();
    search('mu');
    expect(screen.queryByRole('heading', { name: 'All services A–Z' })).toBeNull();
    expect(screen.getByRole('heading', { name: 'Found' })).toBeTruthy();
  });

  test('finds a service by what people call it, and has one tile for a family', () => {
    const more = { family: 'Microsoft', keywords: ['Outlook'], setUp: needs() };
    openCatalogue(
      service('home', 'Microsoft (personal account)', 'shipped', more),
      service('work', 'Microsoft (work or school account)', 'shipped', more),
    );
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.queryByRole('button', { name: /personal/ })).toBeNull();
    press('Microsoft');
    expect(dialog.getByRole('button', { name: /personal/ })).toBeTruthy();
    expect(dialog.getByRole('button', { name: /work or school/ })).toBeTruthy();
    press('All services');
    expect(dialog.getByRole('button', { name: 'Microsoft' })).toBeTruthy();
    search('outlook');
    expect(dialog.getByRole('button', { name: /personal/ })).toBeTruthy();
  });

  test('Enter in the search takes the first service, or the address typed there', async () => {
    openCatalogue(service('zeta', 'Zeta', 'shipped'), service('mu', 'Mu', 'shipped'));
    const box = screen.getByRole('searchbox', { name: 'Search services' });
    search('zet');
    fireEvent.submit(box);
    await settled();
    expect(main.addConnection).toHaveBeenCalledExactlyOnceWith({ serviceId: 'zeta' });
    search('login.tock.example');
    fireEvent.submit(box);
    await screen.findByRole('heading', { name: 'Connect to login.example.com' });
    expect(main.inspectServer).toHaveBeenCalledExactlyOnceWith({
      serverAddress: 'https://login.tock.example',
      chosenIssuer: null,
    });
  });

  test('an arrow down leads from the search to the first service', () => {
    openCatalogue(service('zeta', 'Zeta', 'shipped'), service('mu', 'Mu', 'shipped'));
    fireEvent.keyDown(screen.getByRole('searchbox', { name: 'Search services' }), {
      key: 'ArrowDown',
    });
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Mu' }));
  });

  test('says where a service comes from, unless it ships with the app', () => {
    openCatalogue(
      tally(needs()),
      service('m', 'Mu', 'shipped', { verified: { date: '2026-11-20', source: 'docs' } }),
      service('c', 'Corp', 'file'),
    );
    expect(screen.getByText('tally.example.com · needs a one-time set-up')).toBeTruthy();
    expect(screen.getByText('m.example.com · ready, set up by you')).toBeTruthy();
    expect(screen.getByText('c.example.com · set up by your organisation')).toBeTruthy();
  });

  test('says why a service cannot be connected, and asks nothing', async () => {
    const row = (name: string) => screen.getByRole('button', { name });
    const says = (name: string) =>
      document.getElementById(row(name).getAttribute('aria-describedby') ?? '')?.textContent;
    openCatalogue(
      tally({ kind: 'not_possible', obstacle: 'https_redirect' }),
      service('t', 'Tock', 'shipped', {
        setUp: { kind: 'not_possible', obstacle: 'own_protocol' },
      }),
    );
    expect(says('Tally')).toMatch(/^tally.example.com · cannot be connected: it returns to web/);
    expect(says('Tock')).toMatch(/cannot be connected: it does not follow the standard/);
    expect(row('Tally').getAttribute('aria-disabled')).toBe('true');
    press('Tally');
    await settled();
    expect(main.addConnection).not.toHaveBeenCalled();
    expect(screen.getByRole('heading', { name: 'Connect an account' })).toBeTruthy();
  });

  test('looks at the address of a service where the app registers itself', async () => {
    openCatalogue(
      tally({ kind: 'by_address', address: 'https://mcp.tally.example/mcp' }),
      service('m', 'Any MCP server', 'shipped', { setUp: { kind: 'by_address', address: '' } }),
    );
    press('Tally');
    await screen.findByRole('textbox', { name: 'Client ID' });
    expect(main.inspectServer).toHaveBeenCalledExactlyOnceWith({
      serverAddress: 'https://mcp.tally.example/mcp',
      chosenIssuer: null,
    });
    type('Client ID', 'for Tally only');
    press('Back');
    press('Back');
    press('Any MCP server');
    const address = screen.getByRole('textbox', { name: 'Server address' });
    expect(address).toHaveProperty('value', '');
    expect(main.inspectServer).toHaveBeenCalledTimes(1);
    type('Server address', 'https://other.example');
    press('Continue');
    expect(await screen.findByRole('textbox', { name: 'Client ID' })).toHaveProperty('value', '');
  });

  test('starts at once where there is a client ID, and can change it', async () => {
    openCatalogue(tally({ kind: 'ready' }));
    press('Change the client ID');
    expect(screen.getByRole('heading', { name: 'Set up Tally' })).toBeTruthy();
    press('Back');
    press('Tally');
    await settled();
    expect(main.addConnection).toHaveBeenCalledExactlyOnceWith({ serviceId: 'tally' });
    expect(main.setUpService).not.toHaveBeenCalled();
  });
});

describe('setting a service up', () => {
  /** To the last step. */
  const toClient = () => {
    press('Next');
    press('Next');
  };
  const addressesOf = (name: string) => screen.queryByRole('group', { name });

  test('sends nothing while a field is missing', () => {
    openSteps(needs({ secret: 'required', variables: [realm] }));
    toClient();
    press('Continue');
    for (const name of ['Name of the realm', 'Client ID', 'Client secret']) {
      expect(screen.getByRole('textbox', { name }).getAttribute('aria-invalid')).toBe('true');
    }
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name of the realm' }));
    expect(main.setUpService).not.toHaveBeenCalled();
  });

  test('opens no form before the server is known, and says which field is missing', async () => {
    openSteps(needs({ hasForm: true, variables: [host, realm] }));
    press('Open the form at Tally');
    await settled();
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name of the realm' }));
    expect(main.openRegistrationForm).not.toHaveBeenCalled();
  });

  test('takes three steps, each with its number and with a way to the one before', () => {
    openSteps(needs());
    const heading = () => screen.getByRole('heading', { name: 'Set up Tally' });
    const step = () =>
      document.getElementById(heading().getAttribute('aria-describedby') ?? '')?.textContent;
    expect(step()).toBe('Step 1 of 3 Open the right page');
    press('Next');
    expect(step()).toBe('Step 2 of 3 Copy the redirect address');
    expect(document.activeElement).toBe(heading());
    press('Next');
    expect(step()).toBe('Step 3 of 3 Enter the client ID');
    press('Back');
    press('Back');
    expect(step()).toBe('Step 1 of 3 Open the right page');
  });

  test('opens the form of the service, or its instructions', async () => {
    openSteps(needs({ hasForm: true, variables: [host] }));
    press('Open the form at Tally');
    await settled();
    expect(main.openRegistrationForm).toHaveBeenCalledExactlyOnceWith({
      serviceId: 'tally',
      variables: { host: 'tally.com' },
    });
    press('Open the Tally guide');
    await settled();
    expect(main.openServiceDocs).toHaveBeenCalledExactlyOnceWith({ serviceId: 'tally' });
  });

  test('a guide at a host that the connections do not know opens once both hosts were shown (N8)', async () => {
    openSteps(needs());
    main.openServiceDocs.mockResolvedValueOnce({
      ok: true,
      value: { kind: 'confirm_page', from: 'tally.com', to: 'docs.evil.example' },
    });
    press('Open the Tally guide');
    await settled();
    const alert = screen.getByRole('alert').textContent;
    expect(alert).toContain('at a host that your connections to Tally do not use');
    expect(alert).toContain('Your connections: tally.com');
    expect(alert).toContain('This page: docs.evil.example');
    press('Open docs.evil.example');
    await settled();
    expect(main.openServiceDocs).toHaveBeenLastCalledWith({ serviceId: 'tally', confirmed: true });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('says where to look when there is neither form nor instructions', () => {
    openSteps(needs({ hasDocs: false }));
    expect(screen.queryByRole('button', { name: /guide|form/ })).toBeNull();
    expect(screen.getByText(/In your Tally account, look for/)).toBeTruthy();
  });

  test('shows the exact addresses to register once the server is known', async () => {
    openSteps(needs({ variables: [host, realm] }));
    press('Next');
    expect(screen.getByText(/Fill in the fields above to see the redirect addresses/)).toBeTruthy();
    expect(main.getRedirectUris).not.toHaveBeenCalled();
    type('Name of the realm', 'staff');
    await settled();
    const of = {
      kind: 'service',
      serviceId: 'tally',
      variables: { host: 'tally.com', realm: 'staff' },
    };
    expect(main.getRedirectUris).toHaveBeenLastCalledWith(of);
    for (const [name, method] of [
      ['App link', 'app_link'],
      ['Local address', 'local_address'],
    ] as const) {
      fireEvent.click(
        within(screen.getByRole('group', { name })).getByRole('button', { name: 'Copy' }),
      );
      await settled();
      expect(main.copyRedirectUri).toHaveBeenLastCalledWith({ of, method });
    }
  });

  test('shows no address that the service does not allow', async () => {
    const localAddress = 'http://localhost:34106/callback/tally';
    main.getRedirectUris.mockResolvedValue({ ok: true, value: { appLink: null, localAddress } });
    openSteps(needs());
    press('Next');
    await settled();
    expect(screen.getByText(localAddress)).toBeTruthy();
    expect(addressesOf('App link')).toBeNull();
    expect(
      screen.getByText('Add this as a redirect URI (callback URL), exactly as shown:'),
    ).toBeTruthy();
  });

  test('says so where the service takes no address at all', async () => {
    main.getRedirectUris.mockResolvedValue({
      ok: true,
      value: { appLink: null, localAddress: null },
    });
    openSteps(needs());
    press('Next');
    await settled();
    expect(screen.getByText('Tally needs no redirect address.')).toBeTruthy();
  });

  test('offers a code on another device, which needs no secret, where the service has it', async () => {
    openSteps(needs({ hasDeviceCode: true }));
    press('Next');
    expect(screen.getByRole('radio', { name: 'In the browser on this computer' })).toHaveProperty(
      'checked',
      true,
    );
    fireEvent.click(screen.getByRole('radio', { name: 'With a code on another device' }));
    press('Next');
    expect(screen.queryByRole('textbox', { name: 'Client secret' })).toBeNull();
    type('Client ID', 'desk');
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.setUpService).toHaveBeenCalledExactlyOnceWith({
      serviceId: 'tally',
      clientId: 'desk',
      clientSecret: '',
      variables: {},
      usesDeviceCode: true,
    });
  });

  test('offers no code where the service has none', () => {
    openSteps(needs());
    press('Next');
    expect(screen.queryByRole('radiogroup')).toBeNull();
  });

  test.each([
    ['required', 'Required. It is near the client ID at Tally'],
    ['not_confidential', 'Required. It is near the client ID at Tally'],
    [null, 'Leave empty unless Tally gave you one.'],
  ] as const)('says of a client secret that is %s where it is', (secret, words) => {
    openSteps(needs({ secret }));
    toClient();
    expect(hintOf('Client secret')).toMatch(words);
  });

  test('asks for no client secret where the service gives none', () => {
    openSteps(needs({ secret: 'no' }));
    toClient();
    expect(screen.queryByRole('textbox', { name: 'Client secret' })).toBeNull();
  });

  test('sets the service up and signs in there', async () => {
    main.setUpService.mockResolvedValueOnce({ ok: true, value: { serviceId: 'tally-staff' } });
    openSteps(needs({ variables: [host, realm] }));
    type('Name of the realm', 'staff');
    toClient();
    type('Client ID', 'desk');
    type('Client secret', 'hush');
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.setUpService).toHaveBeenCalledExactlyOnceWith({
      serviceId: 'tally',
      clientId: 'desk',
      clientSecret: 'hush',
      variables: { host: 'tally.com', realm: 'staff' },
      usesDeviceCode: false,
    });
    expect(main.addConnection).toHaveBeenCalledExactlyOnceWith({ serviceId: 'tally-staff' });
  });

  test('says why it was refused, and keeps what was typed', async () => {
    main.setUpService.mockResolvedValueOnce({ ok: false, failure: failure('storage_full') });
    openSteps(needs());
    toClient();
    type('Client ID', 'desk');
    press('Continue');
    await settled();
    expect(screen.getByRole('alert').textContent).toContain('disk is full');
    expect(screen.getByRole('textbox', { name: 'Client ID' })).toHaveProperty('value', 'desk');
    expect(main.addConnection).not.toHaveBeenCalled();
  });

  test('returns to what was typed when the sign-in fails', async () => {
    main.setUpService.mockResolvedValueOnce({ ok: true, value: { serviceId: 'tally-staff' } });
    openSteps(needs({ variables: [realm] }));
    type('Name of the realm', 'staf');
    toClient();
    type('Client ID', 'desk');
    type('Client secret', 'hush');
    press('Continue');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    const made = service('tally-staff', 'Tally (staf)', 'shipped');
    act(() => servicesChanged({ services: [tally(needs()), made], problems: [] }));
    act(() =>
      attemptsChanged([
        attempt(
          { kind: 'failed', failure: failure('server_not_oauth') },
          { serviceId: 'tally-staff' },
        ),
      ]),
    );
    press('Change the settings');
    expect(main.removeService).toHaveBeenCalledExactlyOnceWith({ serviceId: 'tally-staff' });
    expect(screen.getByRole('textbox', { name: 'Name of the realm' })).toHaveProperty(
      'value',
      'staf',
    );
    expect(screen.getByRole('textbox', { name: 'Client ID' })).toHaveProperty('value', 'desk');
    const secret = screen.getByRole('textbox', { name: 'Client secret' });
    expect(secret, 'not kept once it was sent (N10)').toHaveProperty('value', '');
    expect(hintOf('Client secret')).toContain('Enter it again');
  });

  test('does not keep the secret for when it is opened again (N10)', () => {
    openSteps(needs());
    toClient();
    type('Client ID', 'desk');
    type('Client secret', 'hush');
    press('Back');
    press('Back');
    press('Back');
    press('Back');
    press('Tally');
    press('I’ll register it myself');
    toClient();
    expect(screen.getByRole('textbox', { name: 'Client ID' })).toHaveProperty('value', 'desk');
    expect(screen.getByRole('textbox', { name: 'Client secret' })).toHaveProperty('value', '');
    expect(hintOf('Client secret')).not.toContain('Enter it again');
  });
});

describe('a refused client ID', () => {
  const refused = (code: 'client_refused' | 'server_not_oauth') =>
    act(() =>
      attemptsChanged([
        attempt({ kind: 'failed', failure: failure(code) }, { serviceId: 'tally' }),
      ]),
    );

  test('can be changed for a service set up long ago', () => {
    openWindow({ services: [tally({ kind: 'ready' })] });
    refused('client_refused');
    press('Change the settings');
    expect(screen.getByRole('heading', { name: 'Set up Tally' })).toBeTruthy();
    expect(main.removeService).not.toHaveBeenCalled();
  });

  test('is the only setting that can: the others ship with the app', () => {
    openWindow({ services: [tally({ kind: 'ready' })] });
    refused('server_not_oauth');
    expect(screen.queryByRole('button', { name: 'Change the settings' })).toBeNull();
  });
});
