import { describe, expect, test } from 'vitest';

import { server } from '../../testing/scripted-server.js';
import { endSessionLink } from './end-session-link.js';

const endSessionEndpoint = 'https://as.example/logout?tenant=1';

describe('the link to sign out at the service', () => {
  test('is null where the service offers none', () => {
    expect(endSessionLink({ server, clientId: 'lanyard', logoutHint: 'alice' })).toBeNull();
  });

  test('names the client and the account to sign out, and has no token (O21)', () => {
    const at = { ...server, endSessionEndpoint };
    const link = endSessionLink({ server: at, clientId: 'lanyard', logoutHint: 'a@as.example' });
    const { origin, pathname, searchParams } = new URL(link!);
    expect(origin + pathname).toBe('https://as.example/logout');
    expect(Object.fromEntries(searchParams)).toEqual({
      tenant: '1',
      client_id: 'lanyard',
      logout_hint: 'a@as.example',
    });
  });

  test('leaves the choice to the service where no account is named', () => {
    const at = { ...server, endSessionEndpoint };
    const link = endSessionLink({ server: at, clientId: 'lanyard', logoutHint: null });
    expect([...new URL(link!).searchParams.keys()]).toEqual(['tenant', 'client_id']);
  });
});
