/** Private signing keys as plain JSON, so that the vault can store them like any other secret. */
import type { CryptoKey, CryptoKeyPair } from 'oauth4webapi';

import { parseJsonObject } from '../text/json.js';

/** A private JWK (RFC 7517) with the algorithm it signs with; every member is text. */
export interface PrivateKey {
  readonly kty: string;
  readonly alg: string;
  readonly [member: string]: string;
}

type KeyAlgorithm =
  | { readonly name: 'ECDSA'; readonly namedCurve: string }
  | { readonly name: 'RSA-PSS' | 'RSASSA-PKCS1-v1_5'; readonly hash: string }
  | { readonly name: 'Ed25519' };

/** JWS algorithms (RFC 7518 §3.1, RFC 9864) we sign with, most preferred first. */
const algorithms: Readonly<Record<string, KeyAlgorithm>> = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  ES384: { name: 'ECDSA', namedCurve: 'P-384' },
  ES512: { name: 'ECDSA', namedCurve: 'P-521' },
  Ed25519: { name: 'Ed25519' },
  EdDSA: { name: 'Ed25519' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256' },
  PS384: { name: 'RSA-PSS', hash: 'SHA-384' },
  PS512: { name: 'RSA-PSS', hash: 'SHA-512' },
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RS384: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  RS512: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
};

/** True for an algorithm that a key of ours can sign with. */
export function isSigningAlgorithm(alg: string): boolean {
  return Object.hasOwn(algorithms, alg);
}

const publicMembers = ['kty', 'crv', 'x', 'y', 'n', 'e'];
const privateMembers = [...publicMembers, 'd', 'p', 'q', 'dp', 'dq', 'qi'];

/** A new key for the first algorithm we have that is among `offered`; null when there is none. */
export async function generatePrivateKey(offered: readonly string[]): Promise<PrivateKey | null> {
  const found = Object.entries(algorithms).find(([alg]) => offered.includes(alg));
  if (found === undefined) return null;
  const [alg, algorithm] = found;
  const rsa = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const pair = (await crypto.subtle.generateKey({ ...rsa, ...algorithm }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  return { kty: '', ...(await membersOf(pair.privateKey)), alg };
}

/**
 * Reads a key for private_key_jwt: a PKCS#8 PEM (RFC 5208) or a private JWK as JSON. Null for
 * anything else, encrypted keys and RSA keys under 2048 bits included, and for a key that fits none
 * of the algorithms.
 *
 * @param offered The algorithms the server accepts; null: it does not say.
 */
export async function readPrivateKey(
  text: string,
  offered: readonly string[] | null,
): Promise<PrivateKey | null> {
  const key = readJwk(text) ?? (await readPem(text));
  if (key === null) return null;
  if (key['n'] !== undefined && Buffer.from(key['n'], 'base64url').byteLength < 256) return null;
  for (const alg of Object.keys(algorithms)) {
    if (key['alg'] !== undefined && key['alg'] !== alg) continue;
    if (offered !== null && !offered.includes(alg)) continue;
    const candidate = { kty: '', ...key, alg };
    const imported = await importPrivateKey(candidate).catch(() => null);
    if (imported !== null) return candidate;
  }
  return null;
}

/** Rejects for a key that is not usable. */
export function importPrivateKey(key: PrivateKey): Promise<CryptoKey> {
  return importMembers(key, privateMembers, false, ['sign']);
}

/** The public half, which is not secret. */
export function importPublicKey(key: PrivateKey): Promise<CryptoKey> {
  return importMembers(key, publicMembers, true, ['verify']);
}

function importMembers(
  key: PrivateKey,
  members: readonly string[],
  extractable: boolean,
  usages: readonly ('sign' | 'verify')[],
): Promise<CryptoKey> {
  const algorithm = algorithms[key.alg];
  if (algorithm === undefined) return Promise.reject(new Error('unknown algorithm'));
  const jwk = Object.fromEntries(Object.entries(key).filter(([name]) => members.includes(name)));
  return crypto.subtle.importKey('jwk', jwk, algorithm, extractable, [...usages]);
}

function readJwk(text: string): Readonly<Record<string, string>> | null {
  const value = parseJsonObject(text);
  if (value === null) return null;
  const known = [...privateMembers, 'alg', 'kid'];
  const members = Object.entries(value).filter(
    (entry): entry is [string, string] => known.includes(entry[0]) && typeof entry[1] === 'string',
  );
  return Object.fromEntries(members);
}

async function readPem(text: string): Promise<Readonly<Record<string, string>> | null> {
  const base64 = /-----BEGIN PRIVATE KEY-----([\w+/=\s]+)-----END PRIVATE KEY-----/.exec(text)?.[1];
  if (base64 === undefined) return null;
  const der = Buffer.from(base64, 'base64');
  for (const algorithm of Object.values(algorithms)) {
    const key = await crypto.subtle
      .importKey('pkcs8', der, algorithm, true, ['sign'])
      .catch(() => null);
    if (key !== null) return membersOf(key);
  }
  return null;
}

async function membersOf(key: CryptoKey): Promise<Readonly<Record<string, string>>> {
  const jwk = Object.entries(await crypto.subtle.exportKey('jwk', key));
  return Object.fromEntries(
    jwk.filter((entry): entry is [string, string] => privateMembers.includes(entry[0])),
  );
}
