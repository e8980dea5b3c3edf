/**
 * Certificate authorities that somebody added to the system's store on Linux, as organisations do with
 * `update-ca-certificates` or `trust anchor`. Chromium reads only its own store and NSS there.
 */
import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';

/** The store as one file, as the systems make it from their sources; the first one that exists counts. */
export const systemBundles: readonly string[] = [
  // Debian, Ubuntu, Arch, Gentoo, NixOS
  '/etc/ssl/certs/ca-certificates.crt',
  // Fedora, RHEL
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  // Arch
  '/etc/ca-certificates/extracted/tls-ca-bundle.pem',
  // openSUSE
  '/var/lib/ca-certificates/ca-bundle.pem',
  '/etc/ssl/ca-bundle.pem',
  // Alpine
  '/etc/ssl/cert.pem',
];

export interface AddedAuthorities {
  /** The file that was read; null: none of them is there. */
  readonly bundle: string | null;
  /** In PEM. */
  readonly certificates: readonly string[];
}

/** Returns a function that reads the bundle again after it changed. */
export function createSystemAuthorities(bundles: readonly string[]) {
  let mark = '';
  let last: AddedAuthorities = { bundle: null, certificates: [] };
  return async (): Promise<AddedAuthorities> => {
    for (const bundle of bundles) {
      const found = await stat(bundle).catch(() => null);
      if (found?.isFile() !== true) continue;
      const now = JSON.stringify([bundle, found.ino, found.mtimeMs, found.size]);
      if (now !== mark) {
        // Anybody could add to a file that others may write.
        const isSafe = (found.mode & 0o022) === 0;
        last = { bundle, certificates: isSafe ? await readAdded(bundle) : [] };
        mark = now;
      }
      return last;
    }
    return { bundle: null, certificates: [] };
  };
}

/** Without the public authorities: those are Chromium's to judge, which may have good reasons against one. */
async function readAdded(bundle: string): Promise<readonly string[]> {
  const text = await readFile(bundle, 'utf8').catch(() => '');
  const isPublic = new Set(rootCertificates.map((pem) => fingerprintOf(pem)));
  return blocksIn(text).filter((pem) => {
    const fingerprint = fingerprintOf(pem);
    return fingerprint !== null && !isPublic.has(fingerprint);
  });
}

function blocksIn(text: string): readonly string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[\w+/=\s]+-----END CERTIFICATE-----/g) ?? [];
}

/** Null: it is no authority, or cannot be read. */
function fingerprintOf(pem: string): string | null {
  try {
    const certificate = new X509Certificate(pem);
    return certificate.ca ? certificate.fingerprint256 : null;
  } catch {
    return null;
  }
}
