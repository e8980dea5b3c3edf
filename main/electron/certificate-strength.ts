/**
 * Checks that Chromium makes of a certificate chain and OpenSSL does not. They only refuse: nothing is
 * accepted that OpenSSL has not verified before.
 */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

const leastRsaBits = 2048;

/** Object identifiers of signatures with SHA-2, and Ed25519, in DER (RFC 4055, RFC 5758, RFC 8410). */
const strongSignatures = new Set([
  '2a864886f70d01010a',
  '2a864886f70d01010b',
  '2a864886f70d01010c',
  '2a864886f70d01010d',
  '2a8648ce3d040302',
  '2a8648ce3d040303',
  '2a8648ce3d040304',
  '2b6570',
]);

/**
 * Null: nothing is wrong. Else the name of the fault, as Chromium names it.
 *
 * @param chain in DER, the server's certificate first and the trusted authority last
 */
export function weaknessOf(chain: readonly Buffer[], host: string): string | null {
  const [server, ...signers] = chain.map((der) => new X509Certificate(der));
  if (server === undefined || signers.length === 0) return 'ERR_CERT_AUTHORITY_INVALID';
  // Only the alternative names count, and no star within a label (RFC 9525 §6.3).
  const name = isIP(host) === 0 ? nameIn(server, host) : server.checkIP(host);
  if (name === undefined) return 'ERR_CERT_COMMON_NAME_INVALID';
  const isWeakKey = [server, ...signers].some(({ publicKey }) => {
    const bits = publicKey.asymmetricKeyDetails?.modulusLength;
    return bits !== undefined && bits < leastRsaBits;
  });
  if (isWeakKey) return 'ERR_CERT_WEAK_KEY';
  // An authority is trusted by its key, not by its signature of itself.
  const signed = [server, ...signers.slice(0, -1)];
  const isStrong = signed.every(({ raw }) => strongSignatures.has(signatureOf(raw)));
  return isStrong ? null : 'ERR_CERT_WEAK_SIGNATURE_ALGORITHM';
}

function nameIn(certificate: X509Certificate, host: string): string | undefined {
  return certificate.checkHost(host, { subject: 'never', partialWildcards: false });
}

/** Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm SEQUENCE { algorithm, … }, … } (RFC 5280 §4.1) */
function signatureOf(der: Buffer): string {
  const certificate = elementAt(der, 0);
  const signed = elementAt(der, certificate.start);
  const algorithm = elementAt(der, elementAt(der, signed.end).start);
  return der.subarray(algorithm.start, algorithm.end).toString('hex');
}

/** Where the content of a DER element begins and ends (X.690 §8.1). */
function elementAt(der: Buffer, offset: number): { readonly start: number; readonly end: number } {
  const first = der.readUInt8(offset + 1);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const start = offset + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : der.readUIntBE(offset + 2, lengthBytes);
  return { start, end: start + length };
}
