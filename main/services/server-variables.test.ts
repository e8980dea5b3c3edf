import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fillIn, tidyValue, valueProblem } from './server-variables.js';

describe('a value stays in its place in the address (H96)', () => {
  test.each([
    'evil.example/',
    'evil.example/x?',
    'evil.example#',
    'evil.example?',
    'user@evil.example',
    'user:password@evil.example',
    'evil.example\\',
    'a b',
    'a\nb',
    '%2f',
    '..',
    'a..b',
    '.example',
    'example.',
    '-a',
    'bücher.example',
    'gіtlab.com',
    '[::1]',
    '{host}',
    '',
    'a'.repeat(254),
    'a:123456',
    'a:',
  ])('%j is refused', (value) => {
    expect(valueProblem(value)).not.toBeNull();
    expect(fillIn('https://{host}/oauth/token', { host: value })).toBeNull();
  });

  test('a number that the URL parser reads as an IP address is refused', () => {
    expect(fillIn('https://{host}/', { host: '2130706433' })).toBeNull();
    expect(fillIn('https://{host}/', { host: '0x7f.1' })).toBeNull();
  });

  test('a port in the middle of a host is refused', () => {
    expect(fillIn('https://{tenant}.okta.com', { tenant: 'evil.example:443' })).toBeNull();
  });

  test('a missing or inherited value is not filled in', () => {
    expect(fillIn('https://{host}/', {})).toBeNull();
    expect(fillIn('https://{toString}/', {})).toBeNull();
    expect(fillIn('https://{host}/realms/{realm}', { host: 'a.example' })).toBeNull();
  });

  const templates = [
    'https://{x}/oauth/token?a=b',
    'https://{x}.okta.com/oauth2/v1/authorize',
    'https://login.microsoftonline.com/{x}/v2.0',
    'https://a.example/{x}',
  ];

  test('any value: the same scheme, path and query, no user name, and the same end of the host', () => {
    const value = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[aZ9.\-_:/?#@%\\[\] {}$&é]{0,20}$/),
      fc.webAuthority(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...templates), value, (template, x) => {
        const filled = fillIn(template, { x });
        if (filled === null) return;
        const meant = new URL(template.replace('{x}', 'meant'));
        const url = new URL(filled);
        expect(url.protocol).toBe('https:');
        expect(url.username + url.password + url.hash).toBe('');
        expect(url.search).toBe(meant.search);
        expect(url.pathname).toBe(meant.pathname.replace('meant', x));
        const fixedPart = meant.host.replace('meant', '');
        expect(url.host.endsWith(fixedPart)).toBe(true);
        if (!template.includes('//{x}')) expect(url.host).toBe(meant.host);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('hosts, ports, tenants and realms are filled in', () => {
  expect(fillIn('https://{host}/a', { host: 'git.example.com:8443' })).toBe(
    'https://git.example.com:8443/a',
  );
  expect(fillIn('https://{host}/a', { host: 'Git.Example.com:443' })).toBe(
    'https://Git.Example.com:443/a',
  );
  expect(
    fillIn('https://{host}/realms/{realm}', { host: 'localhost:8443', realm: 'my_Realm-1' }),
  ).toBe('https://localhost:8443/realms/my_Realm-1');
});

test('a pasted address is reduced to its host', () => {
  expect(tidyValue(' https://git.example.com/ ')).toBe('git.example.com');
  expect(tidyValue('git.example.com')).toBe('git.example.com');
});
