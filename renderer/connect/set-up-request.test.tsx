import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { ServiceSetUp } from '../../ipc/service-view.js';
import { service } from '../../testing/renderer/samples.js';
import { openWindow, press, settled, type } from '../../testing/renderer/window.js';

type NeedsClient = Extract<ServiceSetUp, { kind: 'needs_client' }>;

const realm = {
  name: 'realm',
  description: 'Name of the realm',
  example: 'staff',
  defaultValue: null,
};

function openSetUp(more: Partial<NeedsClient> = {}): void {
  const setUp: NeedsClient = {
    kind: 'needs_client',
    secret: null,
    hasDocs: true,
    hasForm: false,
    hasDeviceCode: false,
    variables: [],
    ...more,
  };
  openWindow({ services: [service('tally', 'Tally', 'shipped', { setUp })] });
  press('Connect an account');
  press('Tally');
}

describe('a service that nobody has set up', () => {
  test('says first that somebody has to register the app, and who that may be', () => {
    openSetUp();
    expect(screen.getByText(/Tally only talks to apps it knows/)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Set up Tally' }));
    press('Ask whoever looks after your computers');
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Set up Tally' }));
    press('Back');
    press('I’ll register it myself');
    press('Back');
    press('Back');
    expect(screen.getByRole('heading', { name: 'Connect an account' })).toBeTruthy();
  });

  test('has a message to send, and a file to attach, once the server is known', async () => {
    main.getSetUpRequest.mockResolvedValue({ ok: true, value: { text: 'Hello, please register' } });
    openSetUp({ variables: [realm] });
    press('Ask whoever looks after your computers');
    expect(screen.queryByRole('button', { name: 'Copy the message' })).toBeNull();
    type('Name of the realm', 'staff');
    const of = { serviceId: 'tally', variables: { realm: 'staff' } };
    expect(await screen.findByRole('textbox', { name: 'Message' })).toHaveProperty(
      'value',
      'Hello, please register',
    );
    press('Copy the message');
    await settled();
    expect(main.copySetUpRequest).toHaveBeenCalledExactlyOnceWith(of);
    expect(screen.getByText('Copied. Paste it into an e-mail.')).toBeTruthy();
    press('Save the file to fill in');
    await settled();
    expect(main.saveClientFile).toHaveBeenCalledExactlyOnceWith(of);
  });

  test('shows what a file sets up, without its secret, before anything happens (H95)', async () => {
    main.openClientFile.mockResolvedValue({
      ok: true,
      value: {
        kind: 'clients',
        fileId: 'f',
        clients: [{ name: 'Tally', host: 'tally.com', clientId: 'desk', hasSecret: true }],
      },
    });
    main.importClients.mockResolvedValue({ ok: true, value: { serviceIds: ['tally'] } });
    openSetUp();
    press('Open the file they sent back');
    const client = within(await screen.findByRole('region', { name: 'Tally' }));
    expect(client.getByText('tally.com')).toBeTruthy();
    expect(client.getByText('desk')).toBeTruthy();
    expect(client.getByText('Included, and not shown')).toBeTruthy();
    expect(main.importClients).not.toHaveBeenCalled();
    expect(main.addConnection).not.toHaveBeenCalled();
    press('Use it and connect');
    await waitFor(() => expect(main.addConnection).toHaveBeenCalled());
    expect(main.importClients).toHaveBeenCalledExactlyOnceWith({ fileId: 'f' });
    expect(main.addConnection).toHaveBeenCalledExactlyOnceWith({ serviceId: 'tally' });
  });

  test('takes nothing from a file with a mistake, and names the mistake', async () => {
    const problem = { file: '/f.json', line: 4, field: 'clients[0].id', reason: { code: 'empty' } };
    main.openClientFile.mockResolvedValue({
      ok: true,
      value: { kind: 'problems', problems: [problem] },
    } as never);
    openSetUp();
    press('Open the file they sent back');
    await settled();
    expect(screen.getByText(/Nothing was taken from this file/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Use it and connect' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Open another file' })).toBeTruthy();
  });

  test('stays where it is when no file is chosen', async () => {
    main.openClientFile.mockResolvedValue({ ok: true, value: { kind: 'canceled' } });
    openSetUp();
    press('Open the file they sent back');
    await settled();
    expect(screen.getByText(/Tally only talks to apps it knows/)).toBeTruthy();
  });
});
