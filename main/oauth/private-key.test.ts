import type { webcrypto } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import {
  generatePrivateKey,
  importPrivateKey,
  importPublicKey,
  readPrivateKey,
} from './private-key.js';

type KeyParameters =
  webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams | webcrypto.Algorithm;
const rsa = (name: string, modulusLength = 2048, hash = 'SHA-256') => ({
  ...{ name, modulusLength, hash },
  publicExponent: new Uint8Array([1, 0, 1]),
});

async function pairOf(parameters: KeyParameters) {
  return (await crypto.subtle.generateKey(parameters, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair;
}

async function pemOf(parameters: KeyParameters): Promise<string> {
  const { privateKey } = await pairOf(parameters);
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}

async function jwkOf(parameters: KeyParameters, members: object = {}): Promise<string> {
  const { privateKey } = await pairOf(parameters);
  return JSON.stringify({ ...(await crypto.subtle.exportKey('jwk', privateKey)), ...members });
}

const p256 = { name: 'ECDSA', namedCurve: 'P-256' };

describe('a text that is not a private key we can use', () => {
  test.each([
    ['nothing', ''],
    ['a secret', 'hunter2'],
    ['JSON of another kind', '[]'],
    ['a number', '7'],
    ['JSON without a key', '{"kty":"EC"}'],
    ['a shared key', '{"kty":"oct","k":"AAAA"}'],
    ['a broken PEM', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'],
    ['another PEM', '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----'],
    ['an encrypted PEM', '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'],
  ])('%s', async (_, text) => {
    expect(await readPrivateKey(text, null)).toBeNull();
  });

  test('a public key', async () => {
    const { publicKey } = await pairOf(p256);
    const jwk = JSON.stringify(await crypto.subtle.exportKey('jwk', publicKey));
    expect(await readPrivateKey(jwk, null)).toBeNull();
  });

  test.each(['jwk', 'pem'])('an RSA key under 2048 bits (%s) (H35)', async (form) => {
    const small = rsa('RSASSA-PKCS1-v1_5', 1024);
    const text = form === 'pem' ? await pemOf(small) : await jwkOf(small);
    expect(await readPrivateKey(text, null)).toBeNull();
  });

  test('a key for an algorithm the server does not accept', async () => {
    expect(await readPrivateKey(await pemOf(p256), ['RS256', 'ES384'])).toBeNull();
    expect(await readPrivateKey(await jwkOf(p256, { alg: 'ES384' }), null)).toBeNull();
  });
});

describe('a private key that a user enters', () => {
  test.each([
    ['ES256', p256],
    ['ES384', { name: 'ECDSA', namedCurve: 'P-384' }],
    ['ES512', { name: 'ECDSA', namedCurve: 'P-521' }],
    ['Ed25519', { name: 'Ed25519' }],
    ['PS256', rsa('RSA-PSS')],
    ['PS256', rsa('RSASSA-PKCS1-v1_5')],
  ])('is read from a PEM for %s', async (alg, parameters) => {
    const key = await readPrivateKey(await pemOf(parameters), null);
    expect(key?.alg).toBe(alg);
    expect(await importPrivateKey(key!)).toMatchObject({ type: 'private', extractable: false });
  });

  test.each([
    [['RS256'], 'RS256'],
    [['RS512', 'RS384'], 'RS384'],
    [['RS512'], 'RS512'],
    [['PS384', 'RS256'], 'PS384'],
    [['PS512'], 'PS512'],
  ])('signs with an algorithm of a server that lists %j', async (offered, alg) => {
    expect((await readPrivateKey(await pemOf(rsa('RSASSA-PKCS1-v1_5')), offered))?.alg).toBe(alg);
  });

  test('signs as EdDSA where the server names it so', async () => {
    expect((await readPrivateKey(await pemOf({ name: 'Ed25519' }), ['EdDSA']))?.alg).toBe('EdDSA');
  });

  test('is read from a JWK with its id, and without other members', async () => {
    const text = await jwkOf(p256, { kid: 'k-1', alg: 'ES256', note: 'mine' });
    const key = await readPrivateKey(text, null);
    expect(Object.keys(key!).sort()).toEqual(['alg', 'crv', 'd', 'kid', 'kty', 'x', 'y']);
    expect(key?.['kid']).toBe('k-1');
  });

  test('survives JSON', async () => {
    const key = await readPrivateKey(await pemOf(p256), null);
    expect(JSON.parse(JSON.stringify(key))).toEqual(key);
  });
});

describe('a new private key', () => {
  test.each([[[]], [['HS256', 'none', 'ML-DSA-44']]])('is null for %j', async (offered) => {
    expect(await generatePrivateKey(offered)).toBeNull();
  });

  test.each([
    [['RS256', 'ES256'], 'ES256'],
    [['RS256'], 'RS256'],
    [['EdDSA'], 'EdDSA'],
  ])('is for the preferred one of %j', async (offered, alg) => {
    expect((await generatePrivateKey(offered))?.alg).toBe(alg);
  });

  test('has a public half without the private one in it', async () => {
    for (const alg of ['ES256', 'Ed25519', 'PS256']) {
      const key = await generatePrivateKey([alg]);
      const jwk = await crypto.subtle.exportKey('jwk', await importPublicKey(key!));
      expect(jwk).not.toHaveProperty('d');
      expect(jwk.kty).toBe(key!.kty);
    }
  });

  test('is another one every time', async () => {
    const [one, other] = [await generatePrivateKey(['ES256']), await generatePrivateKey(['ES256'])];
    expect(one?.['d']).not.toBe(other?.['d']);
  });

  test('is refused when its algorithm is not one of ours', async () => {
    const key = await generatePrivateKey(['ES256']);
    await expect(importPrivateKey({ ...key!, alg: 'HS256' })).rejects.toThrow('unknown algorithm');
    await expect(importPrivateKey({ ...key!, alg: 'toString' })).rejects.toThrow();
  });
});
