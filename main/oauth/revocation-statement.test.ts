import { describe, expect, test } from 'vitest';

import { type JsonObject, parseJsonObject } from '../text/json.js';
import { deniesRevocation } from './revocation-statement.js';

function denies(said: string | JsonObject): boolean {
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  return deniesRevocation({ text, body: parseJsonObject(text) });
}

describe('a success that says the opposite has revoked nothing (L11)', () => {
  test.each([
    ...[{ error: 'x' }, { error: {} }, { error: 7 }, { errors: 'x' }, { errors: ['x'] }],
    ...[{ errors: { a: 1 } }, { success: false }, { ok: false }, { revoked: false }],
    ...[{ success: 'false' }, { ok: 'No' }, { status: 400 }, { result: -1 }, { status: 300 }],
    ...[{ status: 199 }, { status: 2 }, { status: 'error' }, { result: ' Failed ' }],
    ...[{ status: 'err' }, { status: 'fail' }, { status: 'failure' }, { status: 'false' }],
    ...[{ status: 'denied' }, { status: 'rejected' }, { status: 'refused' }],
    ...[{ status: 'forbidden' }, { status: 'unauthorised' }, { status: 'Unauthorized' }],
    ...[{ status: 'invalid token' }, { status: 'invalid' }],
    ...[{ code: 1 }, { errcode: 40_001 }, { error_code: '17' }, { errorCode: '-3' }],
    ...[{ code: 'token_unknown' }, { code: 'x200' }, { code: '200x' }, { code: 'not ok' }],
    ...[
      { code: 1, msg: 'no' },
      { code: 1, message: 'not done' },
      { code: 1, errmsg: 7 },
    ],
    ...['\uFEFF [{"error":"x"}] ', '[7,{"ok":true},{"ok":false}]'],
  ])('%j', (said) => {
    expect(denies(said)).toBe(true);
  });

  test.each([
    ...['<!doctype html>', '<!-- x --><html>', '<HTML lang="en">', '<head>', '<body>', '<title>'],
    ...['<meta charset="utf-8">', '<script>', '<form>', ' <div>', '<h1>', '<p>Sign in'],
  ])('as a page does: %s', (said) => {
    expect(denies(said)).toBe(true);
  });
});

describe('a success that says nothing against it counts (L11)', () => {
  test.each([
    ...[{}, { error: null }, { error: '' }, { error: false }, { errors: [] }, { errors: null }],
    ...[
      { success: true },
      { ok: 'nope' },
      { ok: 0 },
      { success: 'falsehood' },
      { revoked: 'piano' },
    ],
    ...[{ status: 0 }, { status: 1 }, { status: 200 }, { result: 299 }, { status: 'ok' }],
    ...[{ status: 'terror' }, { status: 'error-free' }, { status: 'invalidated' }, { result: {} }],
    ...[{ code: 0 }, { code: 200 }, { code: '0' }, { code: '204' }, { code: '' }, { code: null }],
    ...[{ code: 'OK' }, { code: 'okay' }, { code: 'true' }, { code: 'success' }, { code: 'done' }],
    ...[{ code: 'successful' }, { code: 'Successfully' }, { code: 'succeeded' }],
    ...[{ code: 'complete' }, { code: 'completed' }, { code: 'accepted' }, { code: 'revoked' }],
    ...[{ code: 'deleted' }, { code: 'removed' }, { code: 1, msg: ' Success ' }],
    ...[
      { code: 1, message: 'ok' },
      { code: 10_000, errmsg: 'ok' },
    ],
    ...['', 'OK', '[]', '[{"ok":true}]', '7', 'null', '<ok/>', '<pre>', 'see <html>', '<headers>'],
  ])('%j', (said) => {
    expect(denies(said)).toBe(false);
  });
});
