import { describe, expect, test } from 'vitest';

import { appLinkRedirectUri, isSameRedirect, redirectPath, serviceIdFor } from './redirect-uri.js';

async function idOf(serverAddress: string): Promise<string> {
  const id = await serviceIdFor(serverAddress);
  if (id.kind !== 'ok') throw new Error(id.error.code);
  return id.value;
}

describe('the redirect URI of a service', () => {
  test('is our scheme with a single slash (O7)', () => {
    expect(appLinkRedirectUri('practice')).toBe('app.lanyard.desktop:/callback/practice');
  });

  test('is refused for a text that is not an address (O5)', async () => {
    expect(await serviceIdFor('https://')).toMatchObject({
      error: { code: 'server_address_invalid' },
    });
  });

  test('is readable and fit for a path (O5)', async () => {
    expect(await idOf('https://login.as.example:8443/realms/Staff')).toMatch(
      /^login-as-example-8443-realms-staff-[0-9a-f]{6}$/,
    );
  });

  test('is the same however the address was typed (O5)', async () => {
    const typed = [
      'as.example/t',
      'https://as.example/t',
      'https://AS.example/t/',
      'https://as.example/t/.well-known/openid-configuration',
      'https://as.example/.well-known/oauth-authorization-server/t',
    ];
    expect(new Set(await Promise.all(typed.map(idOf))).size).toBe(1);
  });

  test('differs between servers whose readable parts are equal (O5)', async () => {
    const alike = ['as.example/a/b', 'as.example/a-b', 'as-example/a/b', 'as.example/A/b'];
    expect(new Set(await Promise.all(alike.map(idOf))).size).toBe(alike.length);
  });

  test('names a server on this computer, whatever the characters in its path (O5)', async () => {
    expect(await idOf('http://127.0.0.1:3000')).toMatch(/^127-0-0-1-3000-[0-9a-f]{6}$/);
    expect(await idOf('https://as.example/-/a/_~/b-')).toMatch(/^as-example-a-b-[0-9a-f]{6}$/);
  });

  test('has one dash between its parts, also where it is cut (O5)', async () => {
    for (let length = 40; length < 60; length++) {
      expect(await idOf(`as.example/${'a'.repeat(length)}/b`)).toMatch(
        /^as-example-a+(-b?)?-[0-9a-f]{6}$/,
      );
      expect(await idOf(`as.example/${'a'.repeat(length)}/b`)).not.toContain('--');
    }
  });

  test('stays short for a long address', async () => {
    expect((await idOf(`as.example/${'long/'.repeat(300)}`)).length).toBeLessThan(70);
  });
});

describe('the redirect URI that a response arrived at (H15)', () => {
  const path = redirectPath('practice');
  const link = appLinkRedirectUri('practice');

  test.each([
    [link, `${link}x`],
    [link, `${link}/`],
    [link, link.toUpperCase()],
    [link, `http://127.0.0.1:1${path}`],
    [`http://127.0.0.1:1${path}`, `http://localhost:1${path}`],
    [`http://127.0.0.1:1${path}`, `http://[::1]:1${path}`],
    [`http://127.0.0.1:1${path}`, `http://127.0.0.1:2${path}`],
    [`http://localhost:1${path}`, `http://127.0.0.1:2${path}`],
    [`http://localhost:1${path}`, `http://127.0.0.1:1${path}x`],
    [`http://localhost:1${path}`, `http://[::1]:11${path}`],
    [`http://localhost:1${path}`, `https://127.0.0.1:1${path}`],
    [`http://localhost:1${path}`, `http://127.0.0.2:1${path}`],
    [`http://localhost:1${path}`, `http://[::11]:1${path}`],
    [`http://localhost:1${path}`, `http://127.0.0.1.evil.example:1${path}`],
    [`http://localhost:1${path}`, `x http://127.0.0.1:1${path}`],
    [`http://localhost:1${path}`, link],
  ])('is not %s when it is %s', (redirectUri, arrivedAt) => {
    expect(isSameRedirect(redirectUri, arrivedAt)).toBe(false);
  });

  test.each([
    [link, link],
    [`http://127.0.0.1:1${path}`, `http://127.0.0.1:1${path}`],
    [`http://localhost:1${path}`, `http://localhost:1${path}`],
    [`http://localhost:1${path}`, `http://127.0.0.1:1${path}`],
    [`http://localhost:1${path}`, `http://[::1]:1${path}`],
  ])('is %s when it is %s', (redirectUri, arrivedAt) => {
    expect(isSameRedirect(redirectUri, arrivedAt)).toBe(true);
  });
});
