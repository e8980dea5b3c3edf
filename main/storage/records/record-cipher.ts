/**
 * Layout 1 of a record on disk:
 * ```
 * 1 byte layout · 1 byte form · 8 bytes version (big endian) ·
 *     sealed: 12 bytes nonce · ciphertext · 16 bytes tag     (AES-256-GCM, AAD = header + key)
 *     signed: 32 bytes HMAC-SHA256 over header + key + text · text
 * ```
 * Both forms bind the record to its key and version, so a record that was moved to another key or
 * given another version does not verify. Descriptions of connections are signed and not sealed, so
 * that they can be listed while the vault is locked.
 */
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

import type { RandomBytes, VaultKeys } from '../keys/data-key.js';

const layout = 1;
const forms = { sealed: 1, signed: 2 } as const;
const headerBytes = 10;
const nonceBytes = 12;
const tagBytes = 16;
const macBytes = 32;

export interface OpenedRecord {
  readonly version: number;
  /** Decoded on demand: the list only needs to know of ten thousand records that they open. */
  readonly text: string;
}

export interface RecordCipher {
  readonly seal: (key: string, version: number, text: string) => Uint8Array;
  /** Null: not sealed by this vault for this key, or modified since. */
  readonly unseal: (key: string, record: Uint8Array) => OpenedRecord | null;
  readonly sign: (key: string, version: number, text: string) => Uint8Array;
  /** Null: not signed by this vault for this key, or modified since. */
  readonly verify: (key: string, record: Uint8Array) => OpenedRecord | null;
}

export function createRecordCipher(keys: VaultKeys, randomBytes: RandomBytes): RecordCipher {
  const mac = (key: string, header: Uint8Array, text: Uint8Array) =>
    createHmac('sha256', keys.metadata).update(boundTo(header, key)).update(text).digest();

  return {
    seal(key, version, text) {
      const header = headerOf('sealed', version);
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', keys.records, nonce);
      cipher.setAAD(boundTo(header, key));
      return Buffer.concat([
        header,
        nonce,
        cipher.update(text, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
    },
    unseal(key, record) {
      const parts = split(record, 'sealed', nonceBytes + tagBytes);
      if (!parts) return null;
      const nonce = parts.body.subarray(0, nonceBytes);
      const ciphertext = parts.body.subarray(nonceBytes, -tagBytes);
      const decipher = createDecipheriv('aes-256-gcm', keys.records, nonce, {
        authTagLength: tagBytes,
      });
      decipher.setAAD(boundTo(parts.header, key));
      decipher.setAuthTag(parts.body.subarray(-tagBytes));
      try {
        const text = decipher.update(ciphertext);
        // Throws if the tag is wrong. In GCM it returns no further bytes.
        decipher.final();
        return opened(parts.version, text);
      } catch {
        return null;
      }
    },
    sign(key, version, text) {
      const header = headerOf('signed', version);
      const body = Buffer.from(text, 'utf8');
      return Buffer.concat([header, mac(key, header, body), body]);
    },
    verify(key, record) {
      const parts = split(record, 'signed', macBytes);
      if (!parts) return null;
      const text = parts.body.subarray(macBytes);
      const genuine = timingSafeEqual(
        parts.body.subarray(0, macBytes),
        mac(key, parts.header, text),
      );
      return genuine ? opened(parts.version, text) : null;
    },
  };
}

/** The content of a signed record, unverified, for the list of a locked vault without its keys. */
export function readUnverified(record: Uint8Array): OpenedRecord | null {
  const parts = split(record, 'signed', macBytes);
  return parts && opened(parts.version, parts.body.subarray(macBytes));
}

function opened(version: number, bytes: Buffer): OpenedRecord {
  return {
    version,
    get text() {
      return bytes.toString('utf8');
    },
  };
}

/** The version in a record's header, unverified; zero: this is no record. */
export function versionOf(record: Uint8Array): number {
  if (record.byteLength < headerBytes) return 0;
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  return Number(bytes.readBigUInt64BE(2));
}

function headerOf(form: keyof typeof forms, version: number): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt8(layout, 0);
  header.writeUInt8(forms[form], 1);
  header.writeBigUInt64BE(BigInt(version), 2);
  return header;
}

/** Unambiguous, because the header has a fixed length and keys contain no NUL (record-keys.ts). */
function boundTo(header: Uint8Array, key: string): Buffer {
  return Buffer.concat([header, Buffer.from(`${key}\0`, 'utf8')]);
}

function split(record: Uint8Array, form: keyof typeof forms, overhead: number) {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  if (bytes.length < headerBytes + overhead) return null;
  const header = bytes.subarray(0, headerBytes);
  if (header.readUInt8(0) !== layout || header.readUInt8(1) !== forms[form]) return null;
  const version = Number(header.readBigUInt64BE(2));
  return { header, version, body: bytes.subarray(headerBytes) };
}
