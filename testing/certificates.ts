/** Certificates for servers of the tests, made when they are needed. Linux only. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { generate } from 'selfsigned';

export interface Wanted {
  /** What the certificate is for. */
  readonly host?: string;
  /** In force from, in days from now… */
  readonly since?: number;
  /** …until, likewise. */
  readonly until?: number;
  /** By the authority this computer trusts (scripts/electron-suites/trusted-authority.mjs)? */
  readonly isTrusted?: boolean;
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

/** What a TLS server shows: right in every respect, except for what is asked for. */
export async function issueCertificate({
  host = 'localhost',
  since = -1,
  until = 30,
  isTrusted = true,
}: Wanted = {}): Promise<{ readonly key: string; readonly cert: string }> {
  const authority = JSON.parse(readFileSync(join(homedir(), 'authority.json'), 'utf8')) as {
    readonly key: string;
    readonly cert: string;
  };
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
