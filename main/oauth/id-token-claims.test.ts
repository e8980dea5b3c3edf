import { describe, expect, test } from 'vitest';

import { client, issuer, now } from '../../testing/scripted-server.js';
import {
  checkIdToken,
  checkRefreshedIdToken,
  type IdTokenExpectations,
} from './id-token-claims.js';
import type { Claims } from './identity-claims.js';
import { RejectedResponse } from './oauth-error.js';

const seconds = now / 1_000;
const claims: Claims = { iss: issuer, sub: 'alice', aud: 'lanyard', iat: seconds, nonce: 'n-1' };

const check =
  (differences: Claims, wishes: Partial<IdTokenExpectations> = {}) =>
  () => {
    checkIdToken({ ...claims, ...differences }, { client, ...wishes }, now);
  };
const checkAgain =
  (differences: Claims, before: Claims | null = claims) =>
  () => {
    checkRefreshedIdToken({ ...claims, ...differences }, { client, idTokenClaimsBefore: before });
  };

describe('an ID token of a sign-in is refused (O16)', () => {
  test.each([
    ['with another authorized party (H83)', { azp: 'other' }, {}],
    ['with an authorized party that is not a client (H83)', { azp: null }, {}],
    ['signed in the future', { iat: seconds + 301 }, {}],
    ['signed long ago', { iat: seconds - 3_601 }, {}],
    ['without the time of its signature', { iat: 'now' }, {}],
    ['of a sign-in longer ago than requested', { auth_time: seconds - 91 }, { maxAgeSeconds: 60 }],
    ['of a sign-in before this one', { auth_time: seconds - 31 }, { maxAgeSeconds: 0 }],
    [
      'of a sign-in before it was asked for, and too long ago (L8)',
      { auth_time: seconds - 171 },
      { maxAgeSeconds: 60, requestedAt: (seconds - 140) * 1_000 },
    ],
    ['without the requested time of the sign-in', {}, { maxAgeSeconds: 60 }],
    ['with a text for the time of the sign-in', { auth_time: '1' }, { maxAgeSeconds: 60 }],
    [
      'of a sign-in by another method than requested',
      { acr: 'pwd' },
      { acrValues: ['mfa', 'phr'] },
    ],
    ['without the requested method', {}, { acrValues: ['mfa'] }],
    ['with a list for the method', { acr: ['mfa'] }, { acrValues: ['mfa'] }],
  ])('%s', (_, differences, wishes) => {
    expect(check(differences, wishes)).toThrow(RejectedResponse);
  });

  test.each([
    ['issued to another client ("azp")', { azp: 'other' }, {}],
    ['from the future', { iat: seconds + 301 }, {}],
    ['signed long ago', { iat: seconds - 3_601 }, {}],
    ['longer ago than requested', { auth_time: 1 }, { maxAgeSeconds: 60 }],
    ['"auth_time" was requested', {}, { maxAgeSeconds: 60 }],
    ['by none of the requested methods ("acr")', {}, { acrValues: ['mfa'] }],
  ])('with the reason: %s', (reason, differences, wishes) => {
    expect(check(differences, wishes)).toThrow(reason);
  });
});

describe('an ID token of a sign-in is accepted (O16)', () => {
  test.each([
    ['without special claims', {}, {}],
    ['with us as the authorized party', { azp: 'lanyard' }, {}],
    ['signed by a clock five minutes ahead', { iat: seconds + 300 }, {}],
    ['signed an hour ago', { iat: seconds - 3_600 }, {}],
    ['of a sign-in as recent as requested', { auth_time: seconds - 90 }, { maxAgeSeconds: 60 }],
    [
      'of a sign-in after it was asked for, though the user then took long to agree (L8)',
      { auth_time: seconds - 120 },
      { maxAgeSeconds: 0, requestedAt: (seconds - 140) * 1_000 },
    ],
    ['of an old sign-in where no age was requested', { auth_time: 1 }, { maxAgeSeconds: null }],
    ['of a sign-in by one of the requested methods', { acr: 'phr' }, { acrValues: ['mfa', 'phr'] }],
    ['of a sign-in by any method where none was requested', { acr: 'pwd' }, { acrValues: [] }],
  ])('%s', (_, differences, wishes) => {
    expect(check(differences, wishes)).not.toThrow();
  });
});

describe('an ID token of a refresh (O16, H63)', () => {
  test.each([
    ['the nonce of another sign-in', { nonce: 'n-2' }, claims],
    ['a nonce where there was none', {}, { ...claims, nonce: undefined! }],
    ['another time of the sign-in', { auth_time: 2 }, { ...claims, auth_time: 1 }],
    ['another audience', { aud: ['lanyard', 'x'] }, claims],
    ['another authorized party', { azp: 'x' }, claims],
    ['another authorized party, whatever was before', { azp: 'x' }, null],
  ])('is refused with %s', (_, differences, before) => {
    expect(checkAgain(differences, before)).toThrow(RejectedResponse);
  });

  test.each([
    ['the nonce of another sign-in', { nonce: 'n-2' }, claims],
    ['of another sign-in ("auth_time")', { auth_time: 2 }, { ...claims, auth_time: 1 }],
    ['another audience than before ("aud")', { aud: 'x' }, claims],
  ])('is refused with the reason: %s', (reason, differences, before) => {
    expect(checkAgain(differences, before)).toThrow(reason);
  });

  test.each([
    ['the same nonce', {}, claims],
    ['no nonce', { nonce: undefined! }, claims],
    ['the same time of the sign-in', { auth_time: 1 }, { ...claims, auth_time: 1 }],
    ['a time of the sign-in where there was none', { auth_time: 1 }, claims],
    ['no time of the sign-in any more', {}, { ...claims, auth_time: 1 }],
    ['the same audience as a list', { aud: ['lanyard'] }, claims],
    ['the same audience in another order', { aud: ['a', 'b'] }, { ...claims, aud: ['b', 'a'] }],
    ['anything where there was no ID token before', { nonce: 'x', aud: 'y' }, null],
    ['an old signature, as some servers repeat it', { iat: 1 }, claims],
  ])('is accepted with %s', (_, differences, before) => {
    expect(checkAgain(differences, before)).not.toThrow();
  });
});
