import { describe, expect, test } from 'vitest';

import { nothingKnown, type Service } from '../service.js';
import { clientTemplate, setUpRequest, type SetUpOf } from './set-up-request.js';

const service: Service = {
  ...nothingKnown,
  id: 'tally-staff',
  name: 'Tally',
  source: 'shipped',
  server: { kind: 'discovered', address: 'https://tally.example' },
  client: null,
  scopes: null,
  scopeDescriptions: {},
  authorizationParameters: {},
  signInMethod: 'automatic',
  accountPage: null,
};
const of = (more: Partial<Service> = {}, secret: SetUpOf['secret'] = null): SetUpOf => ({
  service: { ...service, ...more },
  definitionId: 'tally',
  variables: { realm: 'staff' },
  secret,
});
const appLink = 'app.lanyard.desktop:/callback/tally-staff';
const localAddress = 'http://127.0.0.1/callback/tally-staff';

describe('the message to an administrator who registers the app', () => {
  test('has the form, exactly the redirect URIs that are allowed, and what to send back', () => {
    const redirect = { ...nothingKnown.redirect, allowedMethods: ['local_address'] as const };
    const registerUrl = 'https://tally.example/apps/new';
    const text = setUpRequest(of({ redirect, registerUrl, docsUrl: 'https://docs.example/' }));
    expect(text).toContain('with Tally.');
    expect(text).toContain(`1. Open ${registerUrl} and register`);
    expect(text).toContain(
      `2. Add this redirect URI (callback URL), exactly as it is:\n${localAddress}`,
    );
    expect(text).toContain('3. Enter the client ID and the client secret');
    expect(text).not.toContain('app.lanyard.desktop:');
    expect(text).not.toContain('docs.example');
  });

  test('has both redirect URIs where both are allowed, and the instructions where no form is known', () => {
    const text = setUpRequest(of({ docsUrl: 'https://docs.example/' }, 'no'));
    expect(text).toContain(`${appLink}\n${localAddress}`);
    expect(text).toContain('1. Open https://docs.example/ and register');
    expect(text).toContain('3. Enter the client ID in the attached file');
  });

  test('names no address where none is needed and no page is known', () => {
    const text = setUpRequest(of({ signInMethod: 'service_account' }));
    expect(text).toContain('1. Register an app named Lanyard at Tally.');
    expect(text).toContain('2. Enter the client ID');
    expect(text).not.toContain('callback');
  });

  test('sets the host beside a name that a file has made up', () => {
    expect(setUpRequest(of({ source: 'file' }))).toContain('“Tally” (tally.example)');
  });
});

describe('the file to fill in', () => {
  const jsonOf = (text: string): unknown =>
    JSON.parse(
      text
        .split('\n')
        .filter((line) => !line.startsWith('//'))
        .join('\n'),
    );

  test('names the service and its server, and leaves the client empty', () => {
    const text = clientTemplate(of());
    expect(text).toMatch(/^\/\/ The client ID of Lanyard at Tally\.\n/);
    expect(jsonOf(text)).toEqual({
      clients: [{ service: 'tally', variables: { realm: 'staff' }, id: '', secret: '' }],
    });
  });

  test('has no secret where the service gives none, and no line that ends a comment', () => {
    const text = clientTemplate(of({ name: 'Tally\n{' }, 'no'));
    expect(jsonOf(text)).toEqual({
      clients: [{ service: 'tally', variables: { realm: 'staff' }, id: '' }],
    });
  });
});
