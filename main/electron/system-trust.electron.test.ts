/**
 * Servers of an organisation whose authority Chromium does not know. Runs inside Electron, against real
 * TLS servers.
 */
import { chmod, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer, rootCertificates } from 'node:tls';

import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { issueCertificate } from '../../testing/certificates.js';
import { listen } from '../../testing/listening.js';
import { newFolder } from '../../testing/new-directory.js';
import {
  type Authority,
  newIntermediate,
  newRoot,
  newServer,
  ofAuthority,
} from '../../testing/private-authority.js';
import {
  client,
  refreshKeeping,
  server as practice,
  tokens,
} from '../../testing/scripted-server.js';
import { discoverAuthorizationServer } from '../oauth/discovery.js';
import { hardenSessions } from './hardening.js';
import { createNetworkFetch } from './network.js';
import { createSystemAuthorities } from './system-authorities.js';
import { connectVerified } from './tls-connection.js';

let folder: string;
let bundle: string;
let root: Authority;
let network: typeof globalThis.fetch;

beforeAll(() => hardenSessions());
beforeEach(async () => {
  folder = await newFolder();
  bundle = join(folder, 'ca-certificates.crt');
  root = newRoot(folder, 'Example Corp Root CA');
  await writeFile(bundle, [...rootCertificates.slice(0, 3), root.cert].join('\n'), { mode: 0o644 });
  network = createNetworkFetch({}, [join(folder, 'none.pem'), bundle]);
});

async function serve(certificate: { readonly key: string; readonly cert: string }) {
  const read: string[] = [];
  const body = JSON.stringify({ ...tokens, refresh_token: 'rt-2' });
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
  const server = createServer(certificate, (socket) => {
    socket
      .on('error', () => undefined)
      .on('data', (piece: Buffer) => {
        read.push(piece.toString());
        socket.write(`${head}content-length: ${String(body.length)}\r\n\r\n${body}`);
      });
  });
  const port = await listen(server.on('tlsClientError', () => undefined));
  return { origin: `https://localhost:${String(port)}`, read };
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

describe('a server whose authority was added to the system’s store', () => {
  test('is used: the request arrives once, whole, without cookies (D12)', async () => {
    const server = await serve(newServer(folder, root));
    const { outcome, kept } = await refreshAt(server.origin);
    expect(outcome.kind).toBe('ok');
    expect(kept).toEqual(['rt-2']);
    expect(server.read).toHaveLength(1);
    const [request = ''] = server.read;
    expect(request).toMatch(/^POST \/token HTTP\/1\.1\r\n/);
    expect(request).toMatch(new RegExp(`^host: ${new URL(server.origin).host}\r$`, 'im'));
    expect(request).toMatch(/^content-type: application\/x-www-form-urlencoded/im);
    expect(request).toContain('refresh_token=rt-1');
    expect(request).not.toMatch(/^cookie:/im);
  });

  test('is used by way of an intermediate authority that the server sends (D12)', async () => {
    const intermediate = newIntermediate(folder, 'Example Issuing CA', root);
    const server = await serve(newServer(folder, intermediate));
    expect((await refreshAt(server.origin)).outcome.kind).toBe('ok');
  });

  test('is asked for its metadata too (D12)', async () => {
    const server = await serve(newServer(folder, root));
    const context = { fetch: network, now: () => Date.now() };
    // Tokens are no metadata, so the answer is refused: it was read.
    expect(await discoverAuthorizationServer(server.origin, context)).toMatchObject({
      kind: 'rejected_response',
    });
    expect(server.read.length).toBeGreaterThan(0);
  });

  test('is used once the authority was added while Lanyard ran (D12)', async () => {
    await writeFile(bundle, '');
    const server = await serve(newServer(folder, root));
    expect((await refreshAt(server.origin)).outcome.kind).toBe('network_fault_retry');
    await writeFile(bundle, root.cert);
    expect((await refreshAt(server.origin)).outcome.kind).toBe('ok');
  });

  test('is used through the system’s proxy, which learns only where to connect (D12)', async () => {
    const server = await serve(newServer(folder, root));
    const asked: (string | undefined)[] = [];
    const proxy = createHttpServer().on('connect', ({ url }, socket) => {
      asked.push(url);
      const onward = connect(Number(new URL(server.origin).port), 'localhost', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
    });
    const target = {
      url: new URL(server.origin),
      proxy: `PROXY 127.0.0.1:${String(await listen(proxy))};DIRECT`,
      signal: null,
    };
    const connection = await connectVerified(target, [root.cert]);
    expect(connection.kind).toBe('verified');
    expect(asked).toEqual([new URL(server.origin).host]);
    if (connection.kind === 'verified') connection.socket.destroy();
  });

  test.each([
    [407, 'ERR_PROXY_AUTH_REQUESTED'],
    [403, 'ERR_TUNNEL_CONNECTION_FAILED'],
    [502, 'ERR_TUNNEL_CONNECTION_FAILED'],
  ])(
    'a proxy that answers %i is named as the cause, asked once (D12)',
    async (status, technical) => {
      const server = await serve(newServer(folder, root));
      const asked: (string | undefined)[] = [];
      const proxy = createHttpServer().on('connect', ({ headers }, socket) => {
        asked.push(headers['proxy-authorization']);
        socket.end(`HTTP/1.1 ${String(status)} No\r\nproxy-authenticate: Basic realm="x"\r\n\r\n`);
      });
      const target = {
        url: new URL(server.origin),
        proxy: `PROXY 127.0.0.1:${String(await listen(proxy))}`,
        signal: null,
      };
      const fault = { kind: 'proxy', technical, mayHaveArrived: false };
      await expect(connectVerified(target, [root.cert])).rejects.toMatchObject(fault);
      expect(asked).toEqual([undefined]);
    },
  );

  test('a proxy that is not there, or of another kind, is named as the cause (D12)', async () => {
    const server = await serve(newServer(folder, root));
    const through = (proxy: string) =>
      connectVerified({ url: new URL(server.origin), proxy, signal: null }, [root.cert]);
    await expect(through('PROXY 127.0.0.1:9')).rejects.toMatchObject({
      kind: 'proxy',
      technical: 'ERR_PROXY_CONNECTION_FAILED',
    });
    await expect(through('SOCKS5 127.0.0.1:9')).rejects.toMatchObject({
      kind: 'proxy',
      technical: 'ERR_NO_SUPPORTED_PROXIES',
    });
  });
});

const unknown = 'ERR_CERT_AUTHORITY_INVALID';
const withCa = (...more: string[]) => ['subjectAltName=DNS:localhost', ...more];
const refused: [string, () => unknown, string][] = [
  [
    'has expired',
    () => issueCertificate({ since: -9, until: -1, authority: root }),
    'ERR_CERT_DATE_INVALID',
  ],
  [
    'is not valid yet',
    () => issueCertificate({ since: 1, authority: root }),
    'ERR_CERT_DATE_INVALID',
  ],
  [
    'is for another host',
    () => newServer(folder, root, { extensions: ['subjectAltName=DNS:as.example'] }),
    'ERR_CERT_COMMON_NAME_INVALID',
  ],
  [
    'has its host in the common name only',
    () => newServer(folder, root, { extensions: ['basicConstraints=CA:false'] }),
    'ERR_CERT_COMMON_NAME_INVALID',
  ],
  [
    'has a star within a label',
    () => newServer(folder, root, { extensions: ['subjectAltName=DNS:local*'] }),
    'ERR_CERT_COMMON_NAME_INVALID',
  ],
  ['is self-signed', () => issueCertificate({ isTrusted: false }), unknown],
  [
    'is of another authority with the same name',
    () => newServer(folder, newRoot(folder, 'Example Corp Root CA')),
    unknown,
  ],
  [
    'was signed by another server’s key',
    () => {
      const server = newIntermediate(folder, 'server', root, withCa('basicConstraints=CA:false'));
      return newServer(folder, server);
    },
    unknown,
  ],
  [
    'was signed by an authority that may sign none below it',
    () => {
      const constraint = 'basicConstraints=critical,CA:true,pathlen:0';
      const first = newIntermediate(folder, 'First', root, [constraint, 'keyUsage=keyCertSign']);
      const second = newIntermediate(folder, 'Second', first);
      const { key, cert } = newServer(folder, second);
      return { key, cert: cert + first.cert };
    },
    unknown,
  ],
  [
    'was signed by an authority for other names',
    () => {
      const constraint = 'nameConstraints=critical,permitted;DNS:example.com';
      const only = newIntermediate(folder, 'Only', root, [...ofAuthority, constraint]);
      return newServer(folder, only);
    },
    unknown,
  ],
  [
    'was signed by an authority that may not sign certificates',
    () => {
      const constraints = ['basicConstraints=critical,CA:true', 'keyUsage=critical,cRLSign'];
      return newServer(folder, newIntermediate(folder, 'No signer', root, constraints));
    },
    unknown,
  ],
  [
    'is for clients only',
    () => newServer(folder, root, { extensions: withCa('extendedKeyUsage=clientAuth') }),
    unknown,
  ],
  [
    'has a critical extension that nobody knows',
    () => newServer(folder, root, { extensions: withCa('1.2.3.4=critical,ASN1:NULL') }),
    unknown,
  ],
  [
    'is signed with SHA-1',
    () => newServer(folder, root, { hash: 'sha1' }),
    'ERR_CERT_WEAK_SIGNATURE_ALGORITHM',
  ],
  ['has a short key', () => newServer(folder, root, { key: ['rsa:1024'] }), 'ERR_CERT_WEAK_KEY'],
];

test.each(refused)(
  'a server whose certificate %s receives nothing, whatever the system trusts (D12, H37)',
  async (_, issue, cause) => {
    const server = await serve((await issue()) as { key: string; cert: string });
    const { outcome, kept } = await refreshAt(server.origin);
    expect(outcome).toMatchObject({
      kind: 'network_fault_retry',
      error: { code: 'server_certificate_invalid', cause },
    });
    expect(kept).toEqual([]);
    expect(server.read).toEqual([]);
  },
);

describe('a server whose authority nobody added', () => {
  const untrustedBy = async (certificate: { key: string; cert: string }) => {
    const server = await serve(certificate);
    const { outcome } = await refreshAt(server.origin);
    expect(server.read).toEqual([]);
    return outcome.kind === 'ok' ? null : outcome.error.untrusted;
  };

  test('is refused: the failure names the authority and where this computer looked (D12)', async () => {
    await writeFile(bundle, '');
    const intermediate = newIntermediate(folder, 'Example Issuing CA', root);
    const expected = { signer: 'Example Corp Root CA', searched: [bundle, '~/.pki/nssdb'] };
    expect(await untrustedBy(newServer(folder, root))).toEqual(expected);
    expect(await untrustedBy(newServer(folder, intermediate))).toEqual(expected);
  });

  test('and that signed its certificate itself is refused as such (D12)', async () => {
    expect(await untrustedBy(await issueCertificate({ isTrusted: false }))).toMatchObject({
      signer: null,
    });
  });

  test('has its name for the authority cut, without marks that hide or reorder text (D12)', async () => {
    const other = newRoot(folder, `Example\u202e\u200b Corp ${'x'.repeat(40)}`);
    const named = await untrustedBy(newServer(folder, other));
    expect(named?.signer).toBe(`Example Corp ${'x'.repeat(40)}`);
  });
});

describe('of the system’s store', () => {
  const added = () => createSystemAuthorities([bundle])();

  test('the public authorities are left to Chromium (D12)', async () => {
    await writeFile(bundle, rootCertificates.join('\n'));
    expect(await added()).toEqual({ bundle, certificates: [] });
  });

  test('nothing is trusted that others may write (D12)', async () => {
    await chmod(bundle, 0o666);
    expect(await added()).toEqual({ bundle, certificates: [] });
  });

  test('a certificate that is no authority, or damaged, is left out (D12)', async () => {
    const server = newServer(folder, root);
    const damaged = root.cert.replace(/[A-Z]{4}/, 'AAAA');
    await writeFile(bundle, ['# text', server.cert, damaged, root.cert].join('\n'));
    expect((await added()).certificates).toEqual([root.cert.trim()]);
  });
});
