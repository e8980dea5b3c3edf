/** The vault's data key and the keys derived from it (HKDF-SHA256, RFC 5869), one per purpose. */
import { createHmac, hkdfSync } from 'node:crypto';

export const dataKeyBytes = 32;

export type RandomBytes = (size: number) => Uint8Array;

export interface VaultKeys {
  /** Identifies a data key without revealing it; 16 hex digits. */
  readonly keyFingerprint: string;
  readonly records: Buffer;
  readonly metadata: Buffer;
  /** Keyed hash of a token: 'tok_' and 12 hex digits. */
  readonly fingerprint: (secret: string) => string;
}

export function deriveKeys(dataKey: Uint8Array): VaultKeys {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', dataKey, '', `lanyard/1/${purpose}`, 32));
  const fingerprints = derive('fingerprints');
  return {
    keyFingerprint: derive('key-fingerprint').toString('hex').slice(0, 16),
    records: derive('records'),
    metadata: derive('metadata'),
    fingerprint: (secret) =>
      `tok_${createHmac('sha256', fingerprints).update(secret).digest('hex').slice(0, 12)}`,
  };
}
