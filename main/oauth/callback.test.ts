import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { callbackLimit, readCallback } from './callback.js';

const appLink = 'app.lanyard.desktop:/callback/practice';
const local = 'http://127.0.0.1:51234/callback/practice';

describe('text that claims to be an authorization response', () => {
  test.each([
    '',
    'hello',
    'https://as.example/callback/practice?code=1',
    'http://as.example/callback/practice?code=1',
    'http://127.0.0.1.evil.example/callback/x?code=1',
    'http://127.0.0.1@evil.example/callback/x?code=1',
    'https://127.0.0.1/callback/x?code=1',
    'http://127.0.0.1:51234/other?code=1',
    'app.lanyard.desktop:/settings?code=1',
    'app-lanyard-desktop:/callback/x?code=1',
    'other.app:/callback/x?code=1',
    'javascript:app.lanyard.desktop:/callback/x',
  ])('is not one: %j', (text) => {
    expect(readCallback(text)).toEqual({ kind: 'not_a_callback' });
  });

  test('is not parsed beyond 8 KB (H9)', () => {
    const longest = `${appLink}?state=`.padEnd(callbackLimit, 'x');
    expect(readCallback(longest).kind).toBe('response');
    const tooLong = { kind: 'too_long', redirectUri: appLink };
    expect(readCallback(`${longest}x`)).toEqual(tooLong);
    expect(readCallback(`${appLink}?${'a=1&'.repeat(10_000)}`)).toEqual(tooLong);
    expect(readCallback(`\n ${local}#${'x'.repeat(1024 * 1024)}`)).toEqual({
      kind: 'too_long',
      redirectUri: local,
    });
  });

  test.each([
    ['x'.repeat(1024 * 1024)],
    [`https://evil.example/callback/practice?${'x'.repeat(10_000)}`],
    [`${appLink.slice(0, -9)}${'x'.repeat(10_000)}?code=1`.replace('/callback/', '/elsewhere/')],
    [`${'x'.repeat(10_000)}${appLink}?code=1`],
  ])('has no redirect URI where it is too long and not one of ours (H9)', (text) => {
    expect(readCallback(text)).toEqual({ kind: 'too_long', redirectUri: null });
  });

  test.each([
    ['a NUL', `${appLink}?state=a\u0000b`],
    ['an encoded NUL', `${appLink}?state=a%00b`],
    ['a line break', `${appLink}?state=a\nb`],
    ['a space', `${appLink}?state=a b`],
    ['half a character', `${appLink}?state=\ud83d`],
    ['half a character, encoded', `${appLink}?state=%ED%A0%80`],
    ['a cut %-sequence', `${appLink}?state=%`],
    ['an invalid %-sequence', `${appLink}?state=%zz`],
    ['an overlong %-sequence', `${appLink}?state=%C0%AF`],
    ['an invalid %-sequence in the code', `${appLink}?code=%E9&state=s`],
    ['a bare % in the code', `${appLink}?code=100%&state=s`],
    ['an invalid %-sequence in the issuer', `${appLink}?code=c&state=s&iss=%FF`],
    ['an invalid %-sequence in the error', `${appLink}?state=s&error=acc%E8s`],
    ['an invalid %-sequence in a state by another spelling', `${appLink}?st%61te=%E9`],
    ['an invalid %-sequence in a second state', `${appLink}?state=s&state=%E9`],
    ['an encoded NUL in a description', `${appLink}?state=s&error=a&error_description=a%00`],
    ['an invalid %-sequence in the fragment', `${appLink}?state=1#%E0%A4%A`],
  ])('is malformed: %s (H9)', (_, text) => {
    expect(readCallback(text).kind).toBe('malformed');
  });

  test.each([
    `${appLink}?access_token=x&state=1`,
    `${appLink}?code=1&id_token=x`,
    `${appLink}#access_token=x&state=1`,
    `${appLink}?code=1#id_token=x`,
    `${appLink}?code=1#a#&access_token=x`,
    `${appLink}?access%5Ftoken=x`,
  ])('has a token in the address: %s (H10)', (text) => {
    expect(readCallback(text).kind).toBe('malformed');
  });

  test.each([appLink, local, 'http://[::1]:4711/callback/a/b', 'http://localhost/callback/x'])(
    'keeps its redirect URI unchanged: %s (H15)',
    (redirectUri) => {
      expect(readCallback(`${redirectUri}?code=c&state=s%20t`)).toMatchObject({
        kind: 'response',
        redirectUri,
        state: 's t',
      });
    },
  );

  test('does not normalise a path into that of another service (H15)', () => {
    const odd = 'app.lanyard.desktop:/callback/a/../practice';
    expect(readCallback(`${odd}?code=1`)).toMatchObject({ redirectUri: odd });
  });

  test.each([
    ['error=access_denied&error_description=Acc%E8s+refus%E9&state=s', 'Acc\uFFFDs refus\uFFFD'],
    ['error=access_denied&error_description=%B5%DA%C8%FD&state=s', '\uFFFD\uFFFD\uFFFD\uFFFD'],
    ['error_description=50%+off&error=access_denied&state=s', '50% off'],
    ['error=access_denied&state=s&error_description=%', '%'],
  ])('counts although its description is ill-encoded: %s', (query, description) => {
    const read = readCallback(`${local}?${query}`);
    expect(read).toMatchObject({ kind: 'response', state: 's' });
    const parameters = read.kind === 'response' ? read.parameters : new URLSearchParams();
    expect(parameters.get('error')).toBe('access_denied');
    expect(parameters.get('error_description')).toBe(description);
  });

  test.each(['message=100%', 'session_state=%E9', 'x%FFy=1', '%', '%=%', '&&=&'])(
    'counts although a parameter that nobody reads is ill-encoded: %s',
    (parameter) => {
      const read = readCallback(`${local}?code=c-1&state=s&${parameter}`);
      expect(read).toMatchObject({ kind: 'response', state: 's' });
      expect(read.kind === 'response' && read.parameters.get('code')).toBe('c-1');
    },
  );

  test('has no state when the server sent none (H2)', () => {
    expect(readCallback(`${appLink}?code=c`)).toMatchObject({ kind: 'response', state: null });
  });

  test('keeps repeated parameters for the protocol to refuse (H6)', () => {
    const read = readCallback(`${appLink}?code=1&code=2&state=a&state=b`);
    expect(read.kind === 'response' && read.parameters.getAll('code')).toEqual(['1', '2']);
  });

  test('is parsed with the spaces and line breaks that copying adds, and with an empty fragment', () => {
    expect(readCallback(`  ${appLink}?code=c&state=s#_=_ \r\n`)).toMatchObject({
      kind: 'response',
      redirectUri: appLink,
      state: 's',
    });
  });

  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .tuple(
        fc.constantFrom(appLink, local, 'app.lanyard.desktop:', 'http://127.0.0.1/callback/'),
        fc.constantFrom('?', '#', '?code=1#', '?%', '&', ''),
        fc.string({ unit: 'binary', maxLength: 200 }),
      )
      .map((parts) => parts.join('')),
  );

  test('never makes the parser throw (H9)', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(['response', 'not_a_callback', 'too_long', 'malformed']).toContain(
          readCallback(text).kind,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test('returns every code and state that a server can send', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 100 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
        (code, state) => {
          fc.pre(!(code + state).includes('\u0000'));
          const query = new URLSearchParams({ code, state }).toString();
          const read = readCallback(`${appLink}?${query}`);
          expect(read).toMatchObject({ kind: 'response', redirectUri: appLink, state });
          expect(read.kind === 'response' && read.parameters.get('code')).toBe(code);
        },
      ),
    );
  });
});
