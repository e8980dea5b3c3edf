/** A certificate authority of an organisation, made with openssl: also one that breaks rules. Linux only. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Issued {
  readonly key: string;
  /** In PEM, its own first, without the root. */
  readonly cert: string;
}

export interface IssueOptions {
  /** Lines of openssl's extension file. */
  readonly extensions?: readonly string[];
  /** Arguments of `openssl req -newkey`. */
  readonly key?: readonly string[];
  readonly hash?: string;
  readonly issuer?: Authority;
}

/** An authority by the files of its key and certificate. */
export interface Authority {
  readonly key: string;
  readonly cert: string;
  readonly keyFile: string;
  readonly certFile: string;
  readonly isRoot: boolean;
}

const ecKey = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
export const ofAuthority = ['basicConstraints=critical,CA:true', 'keyUsage=critical,keyCertSign'];

/** @param folder gets the files */
export function newRoot(folder: string, name: string, extensions = ofAuthority): Authority {
  const { keyFile, certFile } = filesIn(folder);
  const request = ['req', '-x509', '-utf8', '-nodes', '-newkey', ...ecKey, '-keyout', keyFile];
  openssl(
    ...[...request, '-out', certFile, '-days', '30', '-subj', `/O=Example Corp/CN=${name}`],
    ...extensions.flatMap((each) => ['-addext', each]),
  );
  return authorityIn(keyFile, certFile, true);
}

export function newIntermediate(
  folder: string,
  name: string,
  issuer: Authority,
  extensions: readonly string[] = ofAuthority,
): Authority {
  const files = issue(folder, name, { issuer, extensions });
  return authorityIn(files.keyFile, files.certFile, false);
}

/** A server's key and certificate, for localhost unless the extensions say otherwise. */
export function newServer(folder: string, issuer: Authority, options: IssueOptions = {}): Issued {
  const { keyFile, certFile } = issue(folder, 'localhost', {
    extensions: ['subjectAltName=DNS:localhost'],
    ...options,
    issuer,
  });
  const own = readFileSync(certFile, 'utf8');
  return { key: readFileSync(keyFile, 'utf8'), cert: issuer.isRoot ? own : own + issuer.cert };
}

function issue(
  folder: string,
  name: string,
  { extensions = [], key = ecKey, hash = 'sha256', issuer }: IssueOptions,
) {
  const { keyFile, certFile, requestFile, extensionFile } = filesIn(folder);
  const request = ['req', '-new', '-nodes', '-newkey', ...key, '-keyout', keyFile];
  openssl(...request, '-out', requestFile, '-subj', `/CN=${name}`);
  writeFileSync(extensionFile, `${extensions.join('\n')}\n`);
  openssl(
    ...['x509', '-req', '-in', requestFile, '-out', certFile, '-days', '30', `-${hash}`],
    ...['-CA', issuer?.certFile ?? '', '-CAkey', issuer?.keyFile ?? '', '-CAcreateserial'],
    ...['-extfile', extensionFile],
  );
  return { keyFile, certFile };
}

function authorityIn(keyFile: string, certFile: string, isRoot: boolean): Authority {
  const key = readFileSync(keyFile, 'utf8');
  return { key, cert: readFileSync(certFile, 'utf8'), keyFile, certFile, isRoot };
}

function filesIn(folder: string) {
  const base = join(folder, randomUUID());
  return {
    keyFile: `${base}.key`,
    certFile: `${base}.pem`,
    requestFile: `${base}.csr`,
    extensionFile: `${base}.ext`,
  };
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
