import { describe, expect, test } from 'vitest';

import { readErrorStatement } from './error-statement.js';

function read(body: unknown, type = 'application/json') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readErrorStatement({ text, headers: new Headers({ 'content-type': type }) });
}

const silent = { codes: [], texts: [], isPage: false };

describe('a code, however it is spelled', () => {
  test.each([
    ['invalid_grant', 'invalid_grant'],
    ['invalidGrant', 'invalid_grant'],
    ['InvalidGrant', 'invalid_grant'],
    ['INVALID-GRANT', 'invalid_grant'],
    ['oauth.invalid_grant', 'invalid_grant'],
    ['com.example.oauth.InvalidGrant', 'invalid_grant'],
    ['urn:oauth:invalid_grant', 'invalid_grant'],
    ['oauth2Error', 'oauth2_error'],
    ['E.17', 'e_17'],
    ['bad--grant', 'bad_grant'],
    [' invalid_grant ', 'invalid_grant'],
  ])('%j is %s', (error, code) => {
    expect(read({ error })).toEqual({ ...silent, codes: [code] });
  });

  test.each(['7days', '_x', 'two words', 'why?', 'é'])('%j is none', (error) => {
    expect(read({ error })).toEqual({ ...silent, texts: [error] });
  });
});

describe('a member with a name that says nothing more', () => {
  test.each([
    ...['error', 'errors', 'error_description', 'errorDescription', 'error_message', 'message'],
    ...['ErrorMessage', 'messages', 'msg', 'detail', 'details', 'description', 'title', 'text'],
    ...['reason', 'cause', 'hint', 'code', 'error_code', 'errorCode', 'type', 'error_type'],
    ...['errorType', 'status', 'name', 'error_summary', 'errorSummary', 'fault', 'faultstring'],
    ...['body', 'data', 'response', 'result', 'meta', '0', '12'],
  ])('%s is left out', (name) => {
    expect(read({ [name]: 'it is over' })).toEqual({ ...silent, texts: ['it is over'] });
    expect(read({ [name]: 'gone' })).toEqual({ ...silent, codes: ['gone'] });
  });

  test.each(['scope', 'my_error', 'errors_of_it', 'message2', 'a1'])('%s is kept', (name) => {
    expect(read({ [name]: 'it is over' })).toEqual({ ...silent, texts: [`${name}: it is over`] });
    expect(read({ [name]: 'gone' })).toEqual({ ...silent, texts: [`${name}: gone`] });
  });
});

describe('members that do not say why', () => {
  test.each([
    ...['path', 'timestamp', 'date', 'instance', 'uri', 'error_uri', 'errorUri'],
    ...['documentation_url', 'documentationUrl', 'doc_url', 'docUrl', 'help', 'link', 'links'],
    ...['trace', 'stack_trace', 'stackTrace', 'file', 'line', 'class', 'exception'],
    ...['request_id', 'requestId', 'correlation_id', 'correlationId', 'trace_id', 'traceId'],
    ...['fbtrace_id', 'success', 'OK'],
  ])('%s is not read', (name) => {
    expect(read({ [name]: 'it is over', error: 'x' })).toEqual({ ...silent, codes: ['x'] });
  });

  test.each([
    ...['input', 'debug', 'header', 'headers', 'request', 'request_body', 'requestBody'],
    ...['params', 'parameters', 'query', 'form', 'payload', 'received', 'ctx', 'context'],
    ...['cookie', 'cookies', 'Authorization'],
  ])('%s, which repeats the request, is not read at any depth (R17)', (name) => {
    const echo = { [name]: { message: 'RT-1' } };
    expect(read({ ...echo, detail: [{ ...echo, msg: 'Why not' }] })).toEqual({
      ...silent,
      texts: ['Why not'],
    });
  });

  test.each(['xpath', 'paths', 'my_input', 'inputs', 'cookiesy', 'linked'])(
    '%s is another',
    (name) => {
      expect(read({ [name]: 'it is over' }).texts).toEqual([`${name}: it is over`]);
    },
  );
});

describe('a credential', () => {
  test.each([
    ...['refresh_token', 'client_secret', 'password', 'passphrase', 'assertion', 'code_verifier'],
    ...['credentials', 'apikey', 'api_key', 'tokens', 'clientSecret'],
  ])('in %s is not read, words about it are (R17)', (name) => {
    expect(read({ [name]: 'RT-1' })).toEqual(silent);
    expect(read({ [name]: 'a'.repeat(21) })).toEqual(silent);
    expect(read({ [name]: 'is_invalid' }).texts).toEqual([`${name}: is_invalid`]);
    expect(read({ [name]: 'has ended 7' }).texts).toEqual([`${name}: has ended 7`]);
  });

  test('is no member that only begins like one', () => {
    expect(read({ token_length: '7+' }).texts).toEqual(['token_length: 7+']);
  });
});

describe('a list by field', () => {
  test('names the field', () => {
    const errors = { refresh_token: ['is not known'], client_id: { message: 'is fine' } };
    expect(read({ errors })).toEqual({
      ...silent,
      texts: ['refresh_token: is not known', 'client_id: is fine'],
    });
  });

  test('of a framework has the field in a member of its own', () => {
    expect(read({ detail: [{ loc: ['refresh_token'], msg: 'unknown one' }] }).texts).toEqual([
      'loc: refresh_token',
      'unknown one',
    ]);
  });
});

describe('more than anyone reads', () => {
  const nested = (depth: number): unknown =>
    depth === 0 ? 'so deep' : { error: nested(depth - 1) };
  const many = Array.from({ length: 50 }, (_, index) => `reason ${String(index)}`);

  test('is not read below the seventh level', () => {
    expect(read(nested(7)).texts).toEqual(['so deep']);
    expect(read(nested(8)).texts).toEqual([]);
  });

  test('is cut after 40 parts of 500 characters', () => {
    expect(read(many).texts).toEqual(many.slice(0, 40));
    expect(read([many.slice(0, 30), many.slice(30)]).texts).toEqual(many.slice(0, 40));
    const members = Object.fromEntries(many.map((each) => [each, `it is ${each}`]));
    expect(read(members).texts).toHaveLength(40);
    expect(read({ message: 'é'.repeat(600) }).texts).toEqual(['é'.repeat(500)]);
  });
});

test.each([7, null, true, '', '  ', [], {}, [null, 7], { error: 7, status: 400 }, { error: ' ' }])(
  '%j says nothing',
  (body) => {
    expect(read(body)).toEqual(silent);
  },
);

describe('another format', () => {
  test.each([
    ['JSON after a byte order mark', '\uFEFF {"error":"x"} ', 'text/plain', ['x'], []],
    ['JSON that is sent as a page', '{"error":"x"}', 'text/html', ['x'], []],
    [
      'a form',
      'error=invalid_grant&error_description=it+is+over',
      '',
      ['invalid_grant'],
      ['it is over'],
    ],
    ['words', 'Token = bad', 'text/plain', [], ['Token = bad']],
    ['words with an equals sign', 'a=b c', 'text/plain', [], ['a=b c']],
    ['words before one', 'so a=b', 'text/plain', [], ['so a=b']],
    ['one word', 'gone', 'text/plain', [], ['gone']],
    [
      'XML',
      '<?xml version="1.0"?><o:e xmlns:o="x"><o:error a="b">invalid_grant</o:error><why>it is over</why></o:e>',
      'application/xml',
      ['invalid_grant'],
      ['why: it is over'],
    ],
  ])('%s', (_, body, type, codes, texts) => {
    expect(read(body, type)).toEqual({ codes, texts, isPage: false });
  });

  test.each([
    ['by its type', 'Denied', 'text/html'],
    ['by its type, with XML', '<p>Denied</p>', 'application/xhtml+xml'],
    ['by its start', '<!DOCTYPE html><b>Denied</b>', 'text/plain'],
    ['by its first element', ' \n<HTML lang="en"> <b>Denied</b>', ''],
    ['of scripts', '<html><script>alert("no")</script ><style a="b">b{}</style> Denied', ''],
  ])('a page, %s, in words', (_, body, type) => {
    expect(read(body, type)).toEqual({ codes: [], texts: ['Denied'], isPage: true });
  });

  test.each([
    ['a type that only ends so', 'Denied', 'x/text/html'],
    ['a type that only begins so', 'Denied', 'text/html5'],
    ['an element of another name', '<htmlx>Denied</htmlx>', ''],
    ['a page within words', 'Denied: <html>', ''],
  ])('no page: %s', (_, body, type) => {
    expect(read(body, type).isPage).toBe(false);
  });

  test('the words of a page are read with one space between them', () => {
    const page = '<html><title>Not\n  now</title><p>Come   back</p></html>';
    expect(read(page, 'text/html').texts).toEqual(['Not now Come back']);
  });
});
