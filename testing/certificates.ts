/** Certificates for test servers, issued on demand. Linux only. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { generate } from 'selfsigned';

export interface CertificateOptions {
  readonly host?: string;
  /** First day of validity, in days from now. */
  readonly since?: number;
  /** Last day of validity, in days from now. */
  readonly until?: number;
  /** Issued by the authority that the system trusts (scripts/electron-suites/trusted-authority.mjs). */
  readonly isTrusted?: boolean;
  /** Issued by this authority instead. */
  readonly authority?: { readonly key: string; readonly cert: string };
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

/** Key and certificate of a TLS server, valid unless the options say otherwise. */
export async function issueCertificate({
  host = 'localhost',
  since = -1,
  until = 30,
  isTrusted = true,
  authority: other,
}: CertificateOptions = {}): Promise<{ readonly key: string; readonly cert: string }> {
  const authority =
    other ??
    (JSON.parse(readFileSync(join(homedir(), 'authority.json'), 'utf8')) as {
      readonly key: string;
      readonly cert: string;
    });
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: inDays(since),
    notAfterDate: inDays(until),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
    ...(isTrusted && { ca: authority }),
  });
  return { key, cert };
}
