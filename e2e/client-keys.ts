import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * A key pair of a client (P-256). Not by `generateKeyPairSync`: in Node 20 what that leaves behind
 * may be collected while the key is exported as a JWK, waits for the lock the export holds, and
 * hangs the whole process.
 */
export async function makeClientKeys() {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  return {
    pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    privateJwk: privateKey.export({ format: 'jwk' }),
    /** As the server has it registered. */
    registered: { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' },
  };
}
