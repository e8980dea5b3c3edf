import { describe, expect, it } from 'vitest';

import { checkIdToken, checkRefreshedIdToken, type IdTokenWishes } from './id-token-claims.js';
import type { Claims } from './identity-claims.js';
import { RejectedAnswer } from './oauth-failure.js';
import { client, issuer, now } from '../../testing/scripted-server.js';

const seconds = now / 1_000;
const claims: Claims = { iss: issuer, sub: 'alice', aud: 'lanyard', iat: seconds, nonce: 'n-1' };

const check =
  (differences: Claims, wishes: Partial<IdTokenWishes> = {}) =>
  () => {
    checkIdToken({ ...claims, ...differences }, { client, ...wishes }, now);
  };
const checkAgain =
  (differences: Claims, before: Claims | null = claims) =>
  () => {
    checkRefreshedIdToken({ ...claims, ...differences }, { client, idTokenClaimsBefore: before });
  };

describe('O16 an ID token of a sign-in is refused', () => {
  it.each([
    ['H83 of another responsible client', { azp: 'other' }, {}],
    ['H83 of a responsible client that is none', { azp: null }, {}],
    ['signed in the future', { iat: seconds + 301 }, {}],
    ['signed long ago', { iat: seconds - 3_601 }, {}],
    ['without a time of signing', { iat: 'now' }, {}],
    ['of a sign-in longer ago than asked', { auth_time: seconds - 91 }, { maxAgeSeconds: 60 }],
    ['of a sign-in before this one', { auth_time: seconds - 31 }, { maxAgeSeconds: 0 }],
    ['without the time of the sign-in that was asked for', {}, { maxAgeSeconds: 60 }],
    ['with a text for the time of the sign-in', { auth_time: '1' }, { maxAgeSeconds: 60 }],
    ['of a sign-in in another way than asked', { acr: 'pwd' }, { acrValues: ['mfa', 'phr'] }],
    ['without the way of signing in that was asked for', {}, { acrValues: ['mfa'] }],
    ['with a list for the way of signing in', { acr: ['mfa'] }, { acrValues: ['mfa'] }],
  ])('%s', (_, differences, wishes) => {
    expect(check(differences, wishes)).toThrow(RejectedAnswer);
  });

  it.each([
    ['issued to another client ("azp")', { azp: 'other' }, {}],
    ['from the future', { iat: seconds + 301 }, {}],
    ['signed long ago', { iat: seconds - 3_601 }, {}],
    ['longer ago than was asked for', { auth_time: 1 }, { maxAgeSeconds: 60 }],
    ['"auth_time" was asked for', {}, { maxAgeSeconds: 60 }],
    ['not in one of the ways that were asked for ("acr")', {}, { acrValues: ['mfa'] }],
  ])('and says why: %s', (reason, differences, wishes) => {
    expect(check(differences, wishes)).toThrow(reason);
  });
});

describe('O16 an ID token of a sign-in is taken', () => {
  it.each([
    ['as it comes', {}, {}],
    ['of us as the responsible client', { azp: 'lanyard' }, {}],
    ['signed by a clock five minutes ahead', { iat: seconds + 300 }, {}],
    ['signed an hour ago', { iat: seconds - 3_600 }, {}],
    ['of a sign-in as recent as asked', { auth_time: seconds - 90 }, { maxAgeSeconds: 60 }],
    ['of an old sign-in where nobody asked', { auth_time: 1 }, { maxAgeSeconds: null }],
    ['of a sign-in in one of the ways asked', { acr: 'phr' }, { acrValues: ['mfa', 'phr'] }],
    ['of a sign-in in any way where nobody asked', { acr: 'pwd' }, { acrValues: [] }],
  ])('%s', (_, differences, wishes) => {
    expect(check(differences, wishes)).not.toThrow();
  });
});

describe('O16 H63 an ID token of a refresh', () => {
  it.each([
    ['the nonce of another sign-in', { nonce: 'n-2' }, claims],
    ['a nonce where there was none', {}, { ...claims, nonce: undefined! }],
    ['another time of the sign-in', { auth_time: 2 }, { ...claims, auth_time: 1 }],
    ['another audience', { aud: ['lanyard', 'x'] }, claims],
    ['another responsible client', { azp: 'x' }, claims],
    ['another responsible client, whatever was before', { azp: 'x' }, null],
  ])('is refused with %s', (_, differences, before) => {
    expect(checkAgain(differences, before)).toThrow(RejectedAnswer);
  });

  it.each([
    ['the nonce of another sign-in', { nonce: 'n-2' }, claims],
    ['another sign-in ("auth_time")', { auth_time: 2 }, { ...claims, auth_time: 1 }],
    ['meant for others than before ("aud")', { aud: 'x' }, claims],
  ])('is refused, and it says why: %s', (reason, differences, before) => {
    expect(checkAgain(differences, before)).toThrow(reason);
  });

  it.each([
    ['the same nonce', {}, claims],
    ['no nonce', { nonce: undefined! }, claims],
    ['the same time of the sign-in', { auth_time: 1 }, { ...claims, auth_time: 1 }],
    ['a time of the sign-in where there was none', { auth_time: 1 }, claims],
    ['no time of the sign-in any more', {}, { ...claims, auth_time: 1 }],
    ['the same audience as a list', { aud: ['lanyard'] }, claims],
    ['the same audience in another order', { aud: ['a', 'b'] }, { ...claims, aud: ['b', 'a'] }],
    ['anything where nothing was before', { nonce: 'x', aud: 'y' }, null],
    ['an old signature, as some servers repeat it', { iat: 1 }, claims],
  ])('is taken with %s', (_, differences, before) => {
    expect(checkAgain(differences, before)).not.toThrow();
  });
});
