/**
 * A home folder as on a company's computer: one more authority is trusted for servers, and there is
 * a certificate of the person, of the kind that servers ask for. Linux only.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { generate } from 'selfsigned';

/** An authority that exists for as long as this process. */
export const createAuthority = async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  return { key, cert };
};

/**
 * Fills the store of certificates that Chromium reads in this home (NSS), and leaves the authority
 * as `authority.json` for tests to issue certificates by (testing/certificates.ts).
 * @param {string} home @param {Awaited<ReturnType<typeof createAuthority>>} authority
 */
export function furnishHome(home, authority) {
  const store = join(home, '.pki', 'nssdb');
  const noise = join(home, 'noise');
  mkdirSync(store, { recursive: true });
  writeFileSync(noise, randomBytes(64));
  writeFileSync(join(home, 'authority.json'), JSON.stringify(authority));
  /** @param {string[]} args @param {string} [input] */
  const certutil = (args, input = '') =>
    execFileSync('certutil', [...args, '-d', `sql:${store}`], {
      input,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
  certutil(['-N', '--empty-password']);
  certutil(['-A', '-n', 'authority', '-t', 'C,,', '-a'], authority.cert);
  const person = ['-n', 'person', '-s', 'CN=A person', '-m', '1', '-t', 'u,u,u'];
  certutil(['-S', '-x', ...person, '-k', 'ec', '-q', 'nistp256', '-z', noise]);
}
