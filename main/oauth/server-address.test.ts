import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseServerAddress } from './server-address.js';

const codeOf = (text: string) => {
  const parsed = parseServerAddress(text);
  return parsed.kind === 'ok' ? 'ok' : parsed.error.code;
};

describe('a server address as people type it', () => {
  test.each([
    ['', 'nothing'],
    ['https://:pw@as.example', 'a password alone'],
    ['https://as.example/x?to=https://b', 'another address in a query'],
    ['https://', 'no host'],
    ['https://alice@as.example', 'a user name'],
    ['https://alice:pw@as.example', 'a password'],
    ['alice@as.example', 'an e-mail address'],
    ['https://as.example/#top', 'a fragment'],
    ['https://as.example/#', 'an empty fragment'],
    ['https://as.example/?tenant=1', 'a query'],
    ['https://as example', 'a space'],
    ['https://as.example/\u0000', 'a NUL'],
    ['https://as.exa\nmple', 'a line break'],
    ['https://as.example\\evil', 'a backslash'],
    ['https://as.example/\ud800', 'half a character'],
    ['ftp://as.example', 'another scheme'],
    ['file:///etc/passwd', 'a file'],
    ['javascript:alert(1)', 'a script'],
    [`https://as.example/${'x'.repeat(2048)}`, 'more than 2048 characters'],
  ])('is refused: %j (%s)', (text) => {
    expect(parseServerAddress(text)).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'server_address_invalid' },
    });
  });

  test.each([
    ['  ', 'empty'],
    ['x'.repeat(2_049), 'longer than 2048 characters'],
    ['as example', 'holds a space, a backslash or an unprintable character'],
    ['https://', 'not a URL'],
    ['ftp://as.example', 'neither https nor http'],
    ['https://alice@as.example', 'holds a user name'],
    ['https://as.example/#top', 'holds a fragment'],
    ['https://as.example/?tenant=1', 'an issuer has no query'],
    ['http://as.example', 'http is only for servers on this computer'],
  ])('is refused with the reason: %j, %s', (text, cause) => {
    expect(parseServerAddress(text)).toMatchObject({ error: { cause } });
  });

  test('may have 2048 characters', () => {
    expect(codeOf('https://as.example/'.padEnd(2_048, 'x'))).toBe('ok');
  });

  test.each([
    'http://as.example',
    'http://10.0.0.1',
    'http://localhost.evil.example',
    'http://[::2]',
    'http://notlocalhost',
    'http://evil-127.0.0.1.example',
    'http://x.localhost',
  ])('is refused because others could read it in transit: %s (H32)', (text) => {
    expect(codeOf(text)).toBe('server_insecure');
  });

  test.each([
    'http://127.0.0.1:3000',
    'http://127.1.2.3',
    'http://127.100.200.255',
    'http://[::1]:3000',
    'http://localhost:3000',
    'HTTP://LOCALHOST',
  ])('may be plain http on this computer: %s', (text) => {
    expect(codeOf(text)).toBe('ok');
  });

  test.each([
    ['as.example', 'https://as.example/'],
    ['  https://as.example  ', 'https://as.example/'],
    ['as.example/tenant', 'https://as.example/tenant'],
    ['localhost.example', 'https://localhost.example/'],
    ['localhost', 'http://localhost/'],
    ['localhost:3000', 'http://localhost:3000/'],
    ['LOCALHOST:3000/mcp', 'http://localhost:3000/mcp'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['127.1.2.3/x', 'http://127.1.2.3/x'],
    ['[::1]:9/x', 'http://[::1]:9/x'],
    ['https://localhost:3000', 'https://localhost:3000/'],
    ['192.168.0.1:8080', 'https://192.168.0.1:8080/'],
    [
      'as.example/x/.well-known/openid-configuration/y',
      'https://as.example/x/.well-known/openid-configuration/y',
    ],
    [
      'as.example/.well-known/openid-configurations',
      'https://as.example/.well-known/openid-configurations',
    ],
    [
      'as.example/x/.well-known/openid-configurations',
      'https://as.example/x/.well-known/openid-configurations',
    ],
    ['https://as.example/tenant/', 'https://as.example/tenant/'],
    ['bücher.example', 'https://xn--bcher-kva.example/'],
  ])('an issuer: %s', (text, issuer) => {
    const parsed = parseServerAddress(text);
    expect(parsed).toMatchObject({ kind: 'ok', value: { metadata: null } });
    expect(parsed.kind === 'ok' && parsed.value.issuer.href).toBe(issuer);
  });

  test.each([
    ['https://as.example/.well-known/openid-configuration', 'https://as.example/'],
    ['as.example/tenant/.well-known/openid-configuration', 'https://as.example/tenant'],
    ['https://as.example/.well-known/oauth-authorization-server', 'https://as.example/'],
    ['https://as.example/.well-known/oauth-authorization-server/t/1', 'https://as.example/t/1'],
    ['https://as.example/.well-known/openid-configuration/t/1', 'https://as.example/t/1'],
    ['https://as.example/t/.well-known/openid-configuration?p=x', 'https://as.example/t'],
  ])('a metadata address names its issuer: %s (O15)', (text, issuer) => {
    const parsed = parseServerAddress(text);
    expect(parsed.kind === 'ok' && parsed.value.issuer.href).toBe(issuer);
    expect(parsed.kind === 'ok' && parsed.value.metadata?.href.replace('https://', '')).toBe(
      text.replace('https://', ''),
    );
  });

  test.each([
    ['аccounts.google.com', 'xn--ccounts-1fg.google.com'],
    ['accounts.google.com.evil.example', 'accounts.google.com.evil.example'],
    ['https://accounts。google.com', 'accounts.google.com'],
  ])('a look-alike %s has the host %s, in plain letters (H96)', (text, host) => {
    const parsed = parseServerAddress(text);
    expect(parsed.kind === 'ok' && parsed.value.issuer.host).toBe(host);
  });

  test('is parsed without an exception whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        const parsed = parseServerAddress(text);
        if (parsed.kind === 'ok')
          expect(parsed.value.issuer.hash + parsed.value.issuer.search).toBe('');
      }),
    );
  });
});
