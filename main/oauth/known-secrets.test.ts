import { describe, expect, test } from 'vitest';

import { KnownSecrets } from './known-secrets.js';

const host = 'as.example';
const token = 'S3CR3T-9f8A.bC_de~Fg0123456789';

function filterOf(...secrets: readonly string[]) {
  const known = new KnownSecrets();
  known.add(host, secrets);
  return known.of([host]);
}

const wide = (text: string) =>
  Array.from(text, (each) => String.fromCodePoint((each.codePointAt(0) ?? 0) + 0xfee0)).join('');
const percent = (text: string) => text.replace(/./g, (each) => `%${hex(each)}`);
const hex = (text: string) => Buffer.from(text).toString('hex');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const between = (text: string, mark: string) => Array.from(text).join(mark);
const each = (text: string, written: (character: string) => string) =>
  Array.from(text, written).join('');

const backwards = (text: string) => Array.from(text).toReversed().join('');
const rot13 = (text: string) =>
  text.replace(/[a-z]/gi, (one) => {
    const first = one < 'a' ? 65 : 97;
    return String.fromCharCode((((one.codePointAt(0) ?? 0) - first + 13) % 26) + first);
  });

function base32(text: string, alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'): string {
  const bits = Array.from(Buffer.from(text), (byte) => byte.toString(2).padStart(8, '0')).join('');
  const digits = bits.match(/.{1,5}/g) ?? [];
  return digits.map((each) => alphabet[parseInt(each.padEnd(5, '0'), 2)]).join('');
}

const normal = (text: string) => decodeURIComponent(text).toLowerCase();

describe('a secret in any form is taken out of what a server wrote (N1)', () => {
  test.each([
    ['as it is', token],
    ['its first 8 characters', token.slice(0, 8)],
    ['its last 8 characters', token.slice(-8)],
    ['8 characters from its middle', token.slice(9, 17)],
    ['lower case', token.toLowerCase()],
    ['upper case', token.toUpperCase()],
    ['percent-encoded', percent(token)],
    ['percent-encoded twice', percent(percent(token))],
    ['as in a URL', encodeURIComponent(token)],
    ['base64', base64(token)],
    ['base64 within other text', base64(`x${token}y`)],
    ['base64 within more of it', base64(`xy${token}z`)],
    ['base64url', Buffer.from(token).toString('base64url')],
    ['a part in base64', base64(token.slice(4, 16))],
    ['hex', hex(token)],
    ['hex in upper case', hex(token).toUpperCase()],
    ['hex behind a digit', `f${hex(token)}`],
    ['JSON escapes', each(token, (one) => `\\u00${hex(one)}`)],
    ['escapes of a program', each(token, (one) => `\\x${hex(one)}`)],
    ['escapes of a program with braces', each(token, (one) => `\\u{${hex(one)}}`)],
    ['percent-encoded by a script', each(token, (one) => `%u00${hex(one)}`)],
    ['HTML references without an end', each(token, (one) => `&#${one.codePointAt(0)}`)],
    ['HTML references with zeros', each(token, (one) => `&#x0000${hex(one)};`)],
    ['HTML references', each(token, (one) => `&#x${hex(one)};`)],
    ['decimal HTML references', each(token, (one) => `&#${one.codePointAt(0)};`)],
    ['full-width letters', wide(token)],
    ['letters with marks', between(token, '\u0301')],
    ['zero-width spaces between', between(token, '\u200b')],
    ['soft hyphens between', between(token, '\u00ad')],
    ['spaces between', between(token, ' ')],
    ['in two lines', `${token.slice(0, 9)}\r\n ${token.slice(9)}`],
    ['marks of direction', between(token, '\u2066')],
    ['base64 of its base64', base64(base64(token))],
    ['backwards', backwards(token)],
    ['backwards, a part', backwards(token.slice(3, 11))],
    ['base64 backwards', backwards(base64(token))],
    ['base64 of it backwards', base64(backwards(token))],
    ['letters 13 places on', rot13(token)],
    ['letters 13 places on, backwards', backwards(rot13(token))],
    ['base32', base32(token)],
    ['base32 in lower case', base32(token).toLowerCase()],
    ['base32 of a part behind a digit', `7${base32(token.slice(4, 16))}`],
    ['base32 of its base64', base32(base64(token))],
    ['base32hex', base32(token, '0123456789ABCDEFGHIJKLMNOPQRSTUV')],
    ['quoted-printable', each(token, (one) => `=${hex(one)}`)],
    ['quoted-printable, in part', `=53${token.slice(1).replaceAll('.', '=2E')}`],
    ['quoted-printable in two lines', `${token.slice(0, 7)}=\r\n${token.slice(7)}`],
    ['HTML references by name', token.replace('.', '&period;').replace('_', '&lowbar;')],
    [
      'HTML references within HTML references',
      `&amp;amp;${each(token, (one) => `&amp;#x${hex(one)};`)}`,
    ],
    ['JSON within JSON', each(token, (one) => `\\\\u00${hex(one)}`)],
    [
      'octal escapes',
      each(token, (one) => `\\${(one.codePointAt(0) ?? 0).toString(8).padStart(3, '0')}`),
    ],
    ['percent-encoded three times', percent(percent(percent(token)))],
    ['percent-encoded base64', percent(base64(token))],
    ['UTF-16 taken for UTF-8', between(token, '\0')],
    ['UTF-16 in base64', Buffer.from(token, 'utf16le').toString('base64')],
    ['UTF-16 in hex', Buffer.from(token, 'utf16le').toString('hex')],
    ['UTF-16, percent-encoded', between(token, '%00')],
    ['UTF-8 taken for UTF-16', Buffer.from(token.slice(0, 28)).toString('utf16le')],
    [
      'UTF-8 taken for UTF-16, bytes swapped',
      Buffer.from(token.slice(0, 28)).swap16().toString('utf16le'),
    ],
    ['UTF-7', `+${Buffer.from(token, 'utf16le').swap16().toString('base64').replace(/=+$/, '')}-`],
    ['hex with colons', between(hex(token), '').replace(/(..)(?=.)/g, '$1:')],
    [
      'hex of a program',
      between(
        each(token, (one) => `0x${hex(one)}`),
        '',
      ).replace(/(?<=.)0x/g, ', 0x'),
    ],
    ['numbers of characters', Array.from(Buffer.from(token)).join(', ')],
  ])('%s', (_, written) => {
    const filter = filterOf(token);
    expect(filter.holds(`before ${written} after`)).toBe(true);
    expect(filter.redact(`before ${written} after`)).toMatch(/^(before … ?after|…)$/);
  });

  test('all of several, and nothing of the words around them', () => {
    const filter = filterOf(token, 'another-S3CR3T-value');
    expect(filter.redact(`Ada ${token}, Bob another-S3CR3T-value. Both expired`)).toBe(
      'Ada …, Bob …. Both expired',
    );
  });

  test('a short one is found as a word, and not within words', () => {
    const filter = filterOf('Hunter2');
    expect(filter.redact('the secret hunter2 is wrong, hunter22 is not')).toBe(
      'the secret … is wrong, hunter22 is not',
    );
  });

  const spoken = (secret: string) => [
    `the secret ${secret} is wrong`,
    `wrong: ${secret}.`,
    `"${secret}"`,
    `client_secret=${secret}&x`,
    `(${secret})`,
    secret.toUpperCase(),
    between(secret, '\u200b'),
    secret.replace(/[!-~]/g, percent),
  ];

  test.each(['s3cr3t', 'p@ss!', 'a+b/c=', '$ecret.', 'abc', '4711', 'a:b', 'ключ', '-x-y-'])(
    'a short one of any characters, where it stands alone: %s',
    (secret) => {
      for (const text of spoken(secret)) {
        expect([text, filterOf(secret).holds(text)]).toEqual([text, true]);
        expect(normal(filterOf(secret).redact(text))).not.toContain(secret);
        expect(filterOf(secret).redact(text)).toContain('…');
      }
    },
  );

  test.each([
    ['s3cr3t', 's3cr3ts'],
    ['s3cr3t', 'my_s3cr3t'],
    ['abc', 'abcd'],
    ['p@ss!', 'xp@ss!'],
    ['$ecret.', '$ecret'],
    ['ab', 'ab'],
    ['a', 'a token'],
    ['s3cr3t', 's3c r3t'],
  ])('and not where it is part of more: %s in %s', (secret, text) => {
    expect(filterOf(secret).redact(text)).toBe(text);
  });

  test('two short ones side by side, and one that begins like another', () => {
    expect(filterOf('s3cr3t', 'abc', 'abc.d').redact('s3cr3t/abc abc.d')).toBe('…/… …');
  });

  test('in values and names of JSON, at any depth, also as a number', () => {
    const filter = filterOf(token, '1234567890123');
    expect(
      filter.redactJson({
        name: token,
        [token]: 1,
        list: [{ deep: `Bearer ${token}` }, null, true],
      }),
    ).toEqual({ name: '…', '…': 1, list: [{ deep: 'Bearer …' }, null, true] });
    expect(filter.redactJson({ id: 1234567890123, age: 7 })).toEqual({ id: '…', age: 7 });
  });

  test('spread over a list or members side by side', () => {
    const filter = filterOf(token);
    const pieces = token.match(/.{1,4}/g) ?? [];
    const members = Object.fromEntries(pieces.map((piece, index) => [`part${index}`, piece]));
    for (const spread of [pieces, Array.from(token), [...Buffer.from(token)], members]) {
      const shown = JSON.stringify(filter.redactJson({ name: 'Ada', spread }));
      expect(shown).toMatch(/^{"name":"Ada","spread":(\["…"\]|{"…":"…"})}$/);
    }
    expect(filter.withoutHolding(['openid', ...Array.from(token)])).toEqual([]);
    expect(filter.withoutHolding(['openid', token, 'profile'])).toEqual(['openid', 'profile']);
    const plain = { given: 'Ada', numbers: [1, 2, 3], roles: ['reader', 'writer'] };
    expect(filter.redactJson(plain)).toEqual(plain);
  });

  test('however deeply JSON is nested, it is not shown', () => {
    let nested: object = { token };
    for (let depth = 0; depth < 20_000; depth += 1) nested = [nested];
    expect(JSON.stringify(filterOf(token).redactJson(nested as never))).not.toContain(token);
  });

  test('a private key as it was typed, and not the lines around every key', () => {
    const body = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgc2VjcmV0';
    const filter = filterOf(`-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`);
    expect(filter.redact('a private key is wanted')).toBe('a private key is wanted');
    expect(filter.holds(`we got ${body.slice(20, 40)}`)).toBe(true);
  });
});

describe('everything else stays as the server wrote it (N1)', () => {
  test.each([
    '',
    'Ada Lovelace',
    'ada@example.org',
    'invalid_grant',
    'S3CR3T',
    '…',
    '%',
    '%zz',
    '&#0;',
  ])('%j', (text) => {
    expect(filterOf(token).redact(text)).toBe(text);
  });

  test('a secret of another server, which could else take words from this one', () => {
    const known = new KnownSecrets();
    known.add('evil.example', ['https://api.example/auth/read']);
    expect(known.of([host]).redact('https://api.example/auth/read')).toBe(
      'https://api.example/auth/read',
    );
    expect(known.ofAll.redact('https://api.example/auth/read')).toBe('…');
  });

  test('a client ID, of which many a secret has a part', () => {
    const known = new KnownSecrets();
    known.add(host, ['lanyard-desktop-secret-1']);
    const filter = known.of([host], ['lanyard-desktop']);
    expect(filter.redact('the client lanyard-desktop is unknown')).toBe(
      'the client lanyard-desktop is unknown',
    );
    expect(filter.holds('lanyard-desktop-secret-1')).toBe(true);
  });

  test('an address or a scope that has a common word of a secret', () => {
    const filter = filterOf('of-the-provider', token);
    expect(filter.holdsMuch('https://as.example/oauth2/provider/authorize')).toBe(false);
    expect(filter.holdsMuch(`https://as.example/revoke?t=${token.slice(0, 16)}`)).toBe(true);
    expect(filter.holdsMuch(`https://as.example/${hex(token)}`)).toBe(true);
  });

  test('once the vault is closed, nothing is remembered', () => {
    const known = new KnownSecrets();
    known.add(host, [token, null]);
    known.clear();
    expect(known.of([host]).holds(token)).toBe(false);
    expect(known.ofAll.holds(token)).toBe(false);
  });
});

test('the newest of very many secrets are recognized, within a bounded memory (N1)', () => {
  const known = new KnownSecrets();
  const secrets = Array.from({ length: 5_000 }, (_, index) => `${index}-`.padEnd(40, `x${index}y`));
  for (const secret of secrets) known.add(host, [secret]);
  const filter = known.of([host]);
  for (const secret of secrets.slice(-500)) expect(filter.holds(secret)).toBe(true);
});
