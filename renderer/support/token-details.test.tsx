import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import type { TokenDetailsView } from '../../ipc/token-details-view.js';
import {
  connection,
  failure,
  minutes,
  noon,
  tokenDetails,
} from '../../testing/renderer/samples.js';
import { openWindow } from '../../testing/renderer/window.js';
import { detailsChanged } from '../store/events.js';

function openDetails(tokens: TokenDetailsView | null) {
  openWindow({ connections: [connection()] });
  fireEvent.click(screen.getByRole('button', { name: /^Ada Lovelace/ }));
  fireEvent.click(screen.getByRole('tab', { name: 'Token details' }));
  act(() =>
    detailsChanged({
      connectionId: 'ada',
      tokens,
      activity: [],
      forecast: { kind: 'none' },
    }),
  );
  return within(screen.getByRole('tabpanel'));
}

test('shows tokens by fingerprint, with their claims', () => {
  const panel = openDetails(tokenDetails({ kind: 'not_requested' }));
  for (const text of [
    'https://auth.example.com',
    'openid email',
    'Present · tok_0123456789ab',
    '5 Nov 2026, 12:15:00 UTC',
  ]) {
    expect(panel.getByText(text)).toBeTruthy();
  }
  expect(panel.getByRole('group', { name: 'ID token claims' }).textContent).toContain('"amr"');
  expect(panel.getByText(/No token is shown here/)).toBeTruthy();
});

test('introspects once per click', async () => {
  const panel = openDetails(tokenDetails({ kind: 'not_requested' }));
  fireEvent.click(panel.getByRole('button', { name: 'Ask the server' }));
  await act(() => Promise.resolve());
  expect(main.introspectToken).toHaveBeenCalledExactlyOnceWith({ connectionId: 'ada' });
});

test('shows the server’s answer', () => {
  const panel = openDetails(
    tokenDetails({ kind: 'answered', at: noon, active: false, claims: {} }),
  );
  expect(
    panel.getByText('Practice service said at 12:00: the access token is not active.'),
  ).toBeTruthy();
});

test('says why introspection failed', () => {
  const panel = openDetails(
    tokenDetails({ kind: 'failed', at: noon, failure: failure('network_timeout') }),
  );
  expect(panel.getByRole('alert').textContent).toContain('did not answer in time');
});

test('a server that does not answer is neither in trouble nor wrongly set up', () => {
  const panel = openDetails(tokenDetails({ kind: 'refused', at: noon }));
  expect(
    panel.getByText(/^Practice service does not answer this app’s questions about tokens\./),
  ).toBeTruthy();
  expect(panel.queryByRole('alert')).toBeNull();
});

test('has no button where the server offers no introspection', () => {
  const panel = openDetails(tokenDetails({ kind: 'not_offered' }));
  expect(panel.queryByRole('button', { name: 'Ask the server' })).toBeNull();
});

test('says so while the saved sign-in is locked', () => {
  expect(openDetails(null).getByText(/cannot be shown while/)).toBeTruthy();
});

test('shows grant, resource and client authentication with their meaning', () => {
  const panel = openDetails(
    tokenDetails(
      { kind: 'not_requested' },
      {
        grant: 'client_credentials',
        clientAuthentication: 'private_key_jwt',
        redirectUri: null,
        resource: 'https://api.example.com',
        tokenType: 'DPoP',
        subject: '',
      },
    ),
  );
  const fact = (name: string) => panel.getByText(name).nextElementSibling?.textContent;
  expect(fact('Grant')).toBe('client_credentials service account: nobody signed in');
  expect(fact('Client authentication')).toBe(
    'private_key_jwt signed with the private key, which is never sent',
  );
  expect(fact('Redirect URI')).toBe('none (no browser)');
  expect(fact('Resource')).toBe('https://api.example.com');
  expect(fact('Token type')).toBe('DPoP bound to a key on this computer');
  expect(fact('Subject')).toBe('None');
});

test('names no subject where the service has not said whose account it is', () => {
  const panel = openDetails(tokenDetails({ kind: 'not_requested' }, { subject: null }));
  expect(panel.getByText('Subject').nextElementSibling?.textContent).toBe('Unknown');
});

test('shows the known lifetimes of a service, and "not known" for the rest', () => {
  const knownLifetimes = {
    accessTokenMs: 90 * minutes,
    refreshTokenIdleMs: 90 * 24 * 60 * minutes,
    refreshTokenMaxMs: null,
    graceMs: 30_000,
    rotates: true,
    source: 'its documentation',
  };
  const panel = openDetails(tokenDetails({ kind: 'not_requested' }, { knownLifetimes }));
  for (const text of [
    '1 hour, 30 minutes',
    '90 days',
    '30 seconds',
    'replaced by a new one',
    'its documentation',
  ]) {
    expect(panel.getByText(text)).toBeTruthy();
  }
  expect(panel.getAllByText('not known')).toHaveLength(1);
});

test('lists the adjustments, one sentence each', () => {
  const adjustments = [
    ...(['comma_scopes', 'slack_errors', 'id_token_disregarded'] as const),
    { unknown: 'scopes_in_header' },
  ] as const;
  const panel = openDetails(tokenDetails({ kind: 'not_requested' }, { adjustments }));
  expect(panel.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'The service separates permissions by commas.',
    'Slack reports errors as if they were successes; Lanyard recognises them.',
    'The latest ID token could not be used. The account is still the one you signed in with.',
    'scopes_in_header written by a newer version of Lanyard',
  ]);
});

test('shows when the refresh token expires, where the service says so', () => {
  const end = { refreshTokenExpiresAt: noon + 60 * minutes };
  const panel = openDetails(tokenDetails({ kind: 'not_requested' }, end));
  expect(panel.getByText(/tok_ba9876543210.*expires 5 Nov 2026, 13:00:00 UTC$/)).toBeTruthy();
});

test('shows no expiry without a refresh token', () => {
  const none = { refreshToken: null, refreshTokenExpiresAt: noon + 60 * minutes };
  const panel = openDetails(tokenDetails({ kind: 'not_requested' }, none));
  expect(panel.queryByText(/13:00:00/)).toBeNull();
});

test('what exactly was granted is shown where the service says it so (L8)', () => {
  const name = 'Exactly what was granted (authorization details)';
  expect(openDetails(tokenDetails()).queryByRole('group', { name })).toBeNull();
  cleanup();
  const authorizationDetails = [{ type: 'account_information', actions: ['list_accounts'] }];
  const panel = openDetails(tokenDetails(undefined, { authorizationDetails }));
  expect(panel.getByRole('group', { name }).textContent).toContain('list_accounts');
});
