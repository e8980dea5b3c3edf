/**
 * The app's network against servers whose certificate is not right, and servers that ask for one.
 * Runs inside Electron, where the system trusts an authority of the tests.
 */
import { createServer as createTcpServer } from 'node:net';
import { createServer, type TlsOptions, TLSSocket } from 'node:tls';

import { beforeAll, describe, expect, it } from 'vitest';

import { discoverAuthorizationServer } from '../oauth/discovery.js';
import {
  client,
  refreshKeeping,
  server as practice,
  tokens,
} from '../../testing/scripted-server.js';
import { issueCertificate } from '../../testing/certificates.js';
import { listen } from '../../testing/listening.js';
import { createNetworkFetch } from './network.js';
import { hardenSessions } from './hardening.js';

let network: typeof globalThis.fetch;

beforeAll(() => {
  hardenSessions();
  network = createNetworkFetch();
});

/** Answers whatever it is asked with tokens; `read` is all it got to read once TLS stood. */
async function serve(options: TlsOptions) {
  const read: string[] = [];
  const shown: (object | null)[] = [];
  const body = JSON.stringify({ ...tokens, refresh_token: 'rt-2' });
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
  const tls = createServer(options, (socket: TLSSocket) => {
    shown.push(socket.getPeerCertificate());
    socket
      .on('error', () => undefined)
      .on('data', (piece: Buffer) => {
        read.push(piece.toString());
        socket.write(`${head}content-length: ${String(body.length)}\r\n\r\n${body}`);
      });
  });
  const port = await listen(tls.on('tlsClientError', () => undefined));
  return { tls, origin: `https://localhost:${String(port)}`, read, shown };
}

async function refreshAt(origin: string) {
  return refreshKeeping(
    {
      ...{ server: { ...practice, tokenEndpoint: `${origin}/token` }, client },
      ...{ refreshToken: 'rt-1', scopesBefore: [], expectedSubject: null },
      ...{ idTokenClaimsBefore: null, resource: null, proofKey: null },
    },
    { fetch: network, now: () => Date.now() },
  );
}

const oldTls = { minVersion: 'TLSv1', maxVersion: 'TLSv1' } as const;
const wrong: [string, () => Promise<TlsOptions>, string][] = [
  ['has ended', () => issueCertificate({ since: -9, until: -1 }), 'ERR_CERT_DATE_INVALID'],
  ['is not in force yet', () => issueCertificate({ since: 1 }), 'ERR_CERT_DATE_INVALID'],
  [
    'has nobody’s word but its own',
    () => issueCertificate({ isTrusted: false }),
    'ERR_CERT_AUTHORITY_INVALID',
  ],
  [
    'is another server’s',
    () => issueCertificate({ host: 'as.example' }),
    'ERR_CERT_COMMON_NAME_INVALID',
  ],
  [
    'is right, but that speaks TLS 1.0 only,',
    async () => ({ ...(await issueCertificate()), ...oldTls }),
    'ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
  ],
];

describe('a server whose certificate', () => {
  it('H37 is right, by an authority the system trusts, is sent the refresh token', async () => {
    const server = await serve(await issueCertificate());
    const { outcome, kept } = await refreshAt(server.origin);
    expect(outcome.kind).toBe('ok');
    expect(kept).toEqual(['rt-2']);
    expect(server.read).toHaveLength(1);
  });

  it.each(wrong)('H37 %s is sent nothing, and the tokens stay', async (_, issue, cause) => {
    const server = await serve(await issue());
    const { outcome, kept } = await refreshAt(server.origin);
    const host = new URL(server.origin).host;
    expect(outcome).toMatchObject({
      kind: 'network_fault_retry',
      error: { code: 'server_certificate_invalid', cause, host },
    });
    expect(kept).toEqual([]);
    expect(server.read).toEqual([]);
  });

  it.each(wrong)('H37 %s is not asked what it offers', async (_, issue, cause) => {
    const server = await serve(await issue());
    const context = { fetch: network, now: () => Date.now() };
    expect(await discoverAuthorizationServer(server.origin, context)).toMatchObject({
      kind: 'network_fault_retry',
      error: { code: 'server_certificate_invalid', cause },
    });
    expect(server.read).toEqual([]);
  });

  it('H37 was right a moment ago is sent nothing more', async () => {
    const server = await serve(await issueCertificate());
    expect((await refreshAt(server.origin)).outcome.kind).toBe('ok');
    server.tls.setSecureContext(await issueCertificate({ isTrusted: false }));
    expect((await refreshAt(server.origin)).outcome).toMatchObject({
      error: { code: 'server_certificate_invalid' },
    });
    expect(server.read).toHaveLength(1);
  });
});

describe('TLS that breaks once the refresh token was sent', () => {
  /** A fatal alert in the clear: bad_record_mac (RFC 8446 §6). */
  const alert = Buffer.from([21, 3, 3, 0, 2, 2, 20]);

  it('H59 leaves it unknown whether it was acted upon', async () => {
    const certificate = await issueCertificate();
    const read: string[] = [];
    const port = await listen(
      createTcpServer((raw) => {
        new TLSSocket(raw, { isServer: true, ...certificate })
          .on('error', () => undefined)
          .on('data', (piece: Buffer) => {
            read.push(piece.toString());
            raw.end(alert);
          });
      }),
    );
    expect((await refreshAt(`https://localhost:${String(port)}`)).outcome).toMatchObject({
      kind: 'unknown_outcome',
      error: { code: 'response_lost', cause: 'ERR_SSL_PROTOCOL_ERROR' },
    });
    expect(read).toHaveLength(1);
  });
});

describe('a server that asks for a certificate of the person, who has one,', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('H99 gets none (%s)', async (version) => {
    const server = await serve({
      ...(await issueCertificate()),
      ...{ minVersion: version, maxVersion: version, requestCert: true, rejectUnauthorized: false },
    });
    expect((await refreshAt(server.origin)).outcome.kind).toBe('ok');
    expect(server.shown).toEqual([{}]);
    expect(server.read).toHaveLength(1);
  });

  const insistingOn = async (version: 'TLSv1.2' | 'TLSv1.3') =>
    serve({
      ...(await issueCertificate()),
      ...{ minVersion: version, maxVersion: version, requestCert: true },
    });
  const wanted = 'client_certificate_required';

  it('H99 gets none though it goes no further without, and it is said what it wants (TLSv1.2)', async () => {
    const server = await insistingOn('TLSv1.2');
    expect((await refreshAt(server.origin)).outcome).toMatchObject({
      kind: 'network_fault_retry',
      error: { code: wanted, host: new URL(server.origin).host },
    });
    const context = { fetch: network, now: () => Date.now() };
    expect(await discoverAuthorizationServer(server.origin, context)).toMatchObject({
      error: { code: wanted },
    });
    expect(server.shown).toEqual([]);
    expect(server.read).toEqual([]);
  });

  it('H99 gets none though it goes no further without, and is not said to be another (TLSv1.3)', async () => {
    const server = await insistingOn('TLSv1.3');
    const codes: (string | null)[] = [];
    // TLS stands before the server looks for the certificate: whether its refusal or its hanging up
    // is seen first is a matter of luck.
    while (!codes.includes(wanted) && codes.length < 50) {
      const { outcome } = await refreshAt(server.origin);
      codes.push(outcome.kind === 'ok' ? null : outcome.error.code);
    }
    expect(codes.at(-1)).toBe(wanted);
    expect(codes.slice(0, -1).filter((code) => code !== 'outcome_unknown')).toEqual([]);
    expect(server.shown).toEqual([]);
    expect(server.read).toEqual([]);
  });
});
