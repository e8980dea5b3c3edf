import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type CallbackResponse, readCallback } from './callback.js';
import { findCallback } from './pasted-callback.js';

const code = 'SplxlOBeZQQYbYS6WxSbIA-x_9';
const state = 'hEr0_-aFdzZw3dV9q4kPYC2mBgE8u1sTnR5oLx7jQiA';
const issuer = 'http://127.0.0.1:4000';
const redirect = 'app.lanyard.desktop:/callback/practice';
const loopback = 'http://127.0.0.1:51234/callback/practice';
const query = `code=${code}&state=${state}&iss=http%3A%2F%2F127.0.0.1%3A4000`;
const codeLast = `state=${state}&iss=http%3A%2F%2F127.0.0.1%3A4000&code=${code}`;
const address = `${redirect}?${query}`;
const local = `${loopback}?${query}`;

/** As the sign-in asks, which cannot know the code. */
function answerAt(redirectUri: string, text: string): CallbackResponse | null {
  const read = readCallback(text);
  if (read.kind !== 'response' || read.redirectUri !== redirectUri) return null;
  return read.state === state && read.parameters.get('iss') === issuer ? read : null;
}

function found(text: string, redirectUri = redirect) {
  const pasted = findCallback(text, redirectUri, (each) => answerAt(redirectUri, each) !== null);
  if (pasted.kind !== 'found') return pasted.kind;
  return answerAt(redirectUri, pasted.address)?.parameters.get('code');
}

const wrap = (text: string, width: number, end: string) =>
  text.match(new RegExp(`.{1,${width}}`, 'g'))?.join(end) ?? '';
const html = (text: string) => text.replaceAll('&', '&amp;');
const fullWidth = (text: string) =>
  text.replaceAll(/[!-~]/g, (each) => String.fromCodePoint(each.charCodeAt(0) + 0xfee0));
const hexEscape = (sign: string) => `\\x${sign.charCodeAt(0).toString(16)}`;
const proofpoint2 = (text: string) => {
  const escaped = text.replaceAll(
    /[^\w./]/g,
    (sign) => `-${hexEscape(sign).slice(2).toUpperCase()}`,
  );
  const link = escaped.replaceAll('_', '-5F').replaceAll('/', '_');
  return `https://urldefense.proofpoint.com/v2/url?u=${link}&d=DwMFaQ&c=x&r=y`;
};
const proofpoint3 = (text: string) =>
  `https://urldefense.com/v3/__${text.replaceAll('%', '*')}__;${btoa('%'.repeat(text.split('%').length - 1))}!!Ab1!x_y$`;

describe('a code at the end of the address does not take on what follows it', () => {
  const whole = `${redirect}?${codeLast}`;
  const added = [
    ...[
      '\ncheers',
      '\nthanks\nAnna',
      '\n-- \nAnna',
      '\nERR_CONNECTION_REFUSED',
      '\n13:41',
      ' 13:41',
    ],
    ...[
      '\n127.0.0.1 refused to connect.',
      '\nHTTP 404',
      '\n1. then nothing',
      '\n2 files',
      '\n@anna',
    ],
    ...[
      '\nuser@example.com',
      '\n+49 170 1234567',
      '\nv2.0 works',
      ' -> fails',
      ' 2x tried',
      ' :-)',
    ],
    ...['[/url]', '](here)', '<br>', '</b>'],
  ];
  test.each(added)('%j (D3)', (after) => {
    for (const width of [33, 50, 70, 1000]) {
      expect(found(wrap(whole, width, '\n') + after)).toBe(code);
    }
  });

  test('nor the marks that a mail server adds (D3)', () => {
    expect(found(proofpoint3(whole))).toBe(code);
  });
});

describe('is not taken for the answer (D3)', () => {
  const other = address.replace(state, 'of-another-sign-in');
  test.each([
    ['no address', 'Something went wrong. Please try again later.', 'none'],
    ['an empty text', '', 'none'],
    ['a page of the service', 'https://auth.example.com/error?reason=timeout', 'none'],
    ['the address of another site', `https://evil.example/callback/practice?${query}`, 'none'],
    ['a host that begins like ours', `http://127.0.0.1.evil.example/callback/p?${query}`, 'none'],
    ['a host behind ours', `http://127.0.0.1:51234@evil.example/callback/p?${query}`, 'none'],
    ['another state (H3)', other, 'refused'],
    ['another service (H15)', address.replace('practice', 'other'), 'refused'],
    ['a local address where a link is waited for', local, 'refused'],
    ['a cut address', address.slice(0, -60), 'refused'],
    ['a query without the redirect URI or the issuer', `code=${code}&state=${state}`, 'query_only'],
    ['a query of another sign-in', new URL(other).search, 'refused'],
    ['a code alone', code, 'code_only'],
    ['a code with its name', ` code=${code}`, 'code_only'],
    ['a code as a page shows it', `Code: ${code}`, 'code_only'],
    ['a word', 'practice', 'none'],
  ])('%s', (_, text, kind) => {
    expect(found(text)).toBe(kind);
  });

  test('another port than the one that this sign-in listens on', () => {
    expect(found(local.replace('51234', '51235'), loopback)).toBe('refused');
  });
});

describe('is found', () => {
  test.each([
    ['as it is', address],
    ['in a sentence', `I ended up here: ${address}`],
    ['in a sentence that goes on', `It says ${address} and then nothing happens, what now?`],
    ['in the message of a browser', `Failed to launch '${address}' because the scheme is unknown.`],
    ['in another script', `アドレスは${address}です。どうすればいい？`],
    ['with a full stop', `${address}.`],
    ['with a comma', `${address},`],
    ['with dots', `${address}…`],
    ['with three dots', `${address}...`],
    ['with an encoded blank', `${address}%20`],
    ['with an encoded line end and a full stop', `${address}%0D%0A.`],
    ['in brackets', `(${address})`],
    ['with a bracket too many', `${address})`],
    ['in angle brackets', `<${address}>`],
    ['in quotation marks', `“${address}”`],
    ['in German quotation marks', `„${address}“,`],
    ['in quotation marks of a shell', `open '${address}'`],
    ['in JSON', JSON.stringify({ url: address, ok: true }).replaceAll('/', '\\/')],
    ['in JSON with an escaped ampersand', `{"url":"${address.replaceAll('&', '\\u0026')}"}`],
    ['as shells escape it', address.replaceAll(/[?&=]/g, '\\$&')],
    ['as cmd.exe escapes it', address.replaceAll('&', '^&')],
    ['as a Markdown link', `[the address](${address})`],
    ['as a Markdown link with a title', `[${address}](${address} "title")`],
    ['as Markdown code', `\`${address}\``],
    ['in bold', `**${address}**`],
    ['in italics', `_${redirect}?${codeLast}_`],
    ['as HTML', `<a href="${html(address)}">here</a>`],
    ['with &amp;', html(address)],
    ['with &amp;amp;', html(html(address))],
    ['with &#38;', address.replaceAll('&', '&#38;')],
    ['with &#x26;', address.replaceAll('&', '&#x26;')],
    ['with a byte order mark', `\ufeff${address}`],
    ['with zero-width blanks', wrap(address, 7, '\u200b')],
    ['with soft hyphens', wrap(address, 9, '\u00ad')],
    ['between bidirectional marks', `\u2068\u200f${address}\u202c\u2069`],
    ['with hard blanks', `\u00a0${address}\u00a0`],
    ['in full width', fullWidth(address)],
    ['twice', `${address}${address}`],
    ['twice, in lines', `${address}\n${address}\n`],
    ['behind that of an earlier sign-in', `${address.replace(state, 'earlier')}\n${address}`],
    ['in upper case as far as that is possible', address.replace(/^[^/]*/, 'APP.LANYARD.DESKTOP:')],
    ['with two slashes', address.replace(':/', '://')],
    ['with three slashes', address.replace(':/', ':///')],
    ['as a browser corrects it', address.replace(/^/, 'http://').replace('desktop:', 'desktop')],
    ['without its scheme', address.replace('app.lanyard.desktop:', '')],
    ['without its scheme and slash', address.replace('app.lanyard.desktop:/', '')],
    ['as source', `view-source:${address}`],
    ['percent-encoded', encodeURIComponent(address)],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(address))],
    ['with encoded delimiters', address.replace('?', '%3F').replaceAll('&', '%26')],
    ['in a search', `https://search.example/search?q=${encodeURIComponent(address)}&ie=UTF-8`],
    [
      'in a search for more words',
      `https://search.example/?t=h_&q=what+is+${encodeURIComponent(address)}+please&ia=web`,
    ],
    [
      'in a link that a mail server rewrote',
      `https://safelinks.example/?url=${encodeURIComponent(address)}&data=05%7C01`,
    ],
    ['as a fragment', address.replace('?', '#')],
    ['as a fragment with a mark', address.replace('?', '#/?')],
    ['with its state before the fragment', `${redirect}?state=${state}#${query}`],
    ['with an empty fragment', `${address}#_=_`],
    ['as a query with the issuer', query],
    ['as a query with its mark', `?${query}`],
    ['as a query in a sentence', `the end was “?${query}”.`],
    ['with hyphens that do not break', address.replaceAll('-', '\u2011')],
    ['with dashes for hyphens', address.replaceAll('-', '\u2013')],
    ['with minus signs', `${address.replaceAll('-', '\u2212')}.`],
    ['as Markdown escapes it', address.replaceAll(/[_&?-]/g, '\\$&')],
    ['as a script escapes it', `url = "${address.replaceAll(/[&=/]/g, hexEscape)}"`],
    ['as a script escapes it with braces', `url = "${address.replaceAll('&', '\\u{26}')}"`],
    ['with places for line breaks', wrap(address, 30, '<wbr>')],
    ['with line breaks of a page', wrap(address, 30, '<br />')],
    ['with a part in bold', address.replace(code, '<b>$&</b>')],
    ['in a forum', `[url]${address}[/url]`],
    ['in a forum with a text', `[url=${address}]here[/url]`],
    ['in a wiki', `[[${address}][here]]`],
    ['made harmless', address.replaceAll('.desktop', '[.]desktop')],
    ['as one mail server rewrites it', proofpoint2(address)],
    ['as another mail server rewrites it', proofpoint3(address)],
    ['as a quoted-printable mail', wrap(address.replaceAll('=', '=3D'), 60, '=\r\n')],
  ])('%s (D3)', (_, text) => {
    expect(found(text)).toBe(code);
  });

  test.each([
    ['without its scheme', local.replace('http://', '')],
    ['as localhost without its scheme', local.replace('http://127.0.0.1', 'localhost')],
    ['as localhost', local.replace('127.0.0.1', 'localhost')],
    ['with https', local.replace('http:', 'https:')],
    ['with https at localhost', local.replace('http://127.0.0.1', 'https://localhost')],
    ['in upper case', local.replace('http://127.0.0.1', 'HTTP://LOCALHOST')],
    ['as source', `view-source:${local}`],
    ['in a reader', `about:reader?url=${encodeURIComponent(local)}`],
    ['with https, wrapped and with a full stop', `${wrap(local.replace(':', 's:'), 50, '\n')}.`],
  ])('at a local address: %s (D3)', (_, text) => {
    expect(found(text, loopback)).toBe(code);
  });

  const ends = ['\n', '\r\n', '\n    ', ' ', '   ', '\n> ', '\n| ', '\u2028'];
  test.each(ends)('wrapped anywhere, by %j (D3)', (end) => {
    for (let width = 12; width < address.length; width += 1) {
      expect(found(wrap(address, width, end)), `${width}`).toBe(code);
    }
  });

  test('wrapped inside the code at the end, with a greeting or not (D3)', () => {
    const whole = `${redirect}?${codeLast}`;
    const at = whole.length - 12;
    const cut = `${whole.slice(0, at)}\n  ${whole.slice(at)}`;
    for (const end of ['', '\n', '.\n', '\nThanks!', '\n\nThanks, Ada', ' is what I got']) {
      expect(found(`${cut}${end}`), JSON.stringify(end)).toBe(code);
    }
  });

  test('with a code at the end, where prose begins (D3)', () => {
    for (const end of [
      ' and that is all',
      '\nThanks!',
      '\nThanks',
      ' (what now?)',
      '. Hm',
      ', ok?',
    ]) {
      expect(found(`${redirect}?${codeLast}${end}`), JSON.stringify(end)).toBe(code);
    }
  });

  test('keeps the encoding of a code (D3)', () => {
    const odd = 'a+b/c=%&ü~.x';
    const encoded = `${redirect}?${query.replace(code, encodeURIComponent(odd))}`;
    for (const text of [encoded, html(encoded), encodeURIComponent(encoded), `<${encoded}>`]) {
      expect(found(text)).toBe(odd);
    }
    const delimited = encoded.replace('%26', '').replace('?', '%3F').replaceAll('&', '%26');
    expect(found(delimited)).toBe(odd.replace('&', ''));
  });
});

test('never throws and stays quick, whatever is pasted (D3)', () => {
  const parts = fc.constantFrom(redirect, '/callback/', '?code=', '%2Fcallback%2F', '&amp;', '\n');
  const pasted = fc
    .array(fc.oneof(parts, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 200 })
    .map((each) => each.join(''));
  fc.assert(
    fc.property(pasted, (text) => {
      expect(['refused', 'query_only', 'code_only', 'none']).toContain(found(text));
    }),
    { numRuns: 300 },
  );
  for (const part of [
    'app.lanyard.desktop:/callback/ ',
    'h t t p : ',
    '%2Fcallback%2F ',
    '&amp;',
    '/v3/__',
    '<b[',
  ]) {
    expect(found(part.repeat(65_536 / part.length))).not.toBe(code);
  }
});
