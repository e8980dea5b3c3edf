import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * A client's key pair (P-256). Never use `generateKeyPairSync` with an export as a JWK: in Node 20 a
 * garbage collection during the export frees the generating job, which waits for the lock that the
 * export holds, and the process hangs for good.
 */
export async function makeClientKeys() {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  return {
    pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    privateJwk: privateKey.export({ format: 'jwk' }),
    /** The public key as registered at the server. */
    registered: { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' },
  };
}
