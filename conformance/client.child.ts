/**
 * The client under test: the suite starts it with the address of an MCP server. A person connects that
 * server with Lanyard, and a program of theirs then uses it. Fails where the person would be stuck.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { createLanyard, type Form, type Lanyard } from './lanyard.js';
import { McpClient, type McpAnswer, type Credentials, type Revision } from './mcp-client.js';

const [address = ''] = process.argv.slice(2);
const scenario = process.env.MCP_CONFORMANCE_SCENARIO ?? '';
const revision: Revision =
  process.env.MCP_CONFORMANCE_PROTOCOL_VERSION === '2026-07-28' ? '2026-07-28' : '2025-11-25';

/** Credentials that the operator of the server gave the person beforehand. */
const given = z
  .object({
    client_id: z.string().default(''),
    client_secret: z.string().default(''),
    private_key_pem: z.string().default(''),
    // Workload identity.
    valid_jwt: z.string().default(''),
    // The sign-in at an organisation's identity provider.
    idp_client_id: z.string().default(''),
    idp_id_token: z.string().default(''),
    idp_issuer: z.string().default(''),
    idp_token_endpoint: z.string().default(''),
  })
  .parse(JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? '{}'));

/** A person who was given a service account, of whatever kind, says so. */
async function fillIn(lanyard: Lanyard, folder: string): Promise<Form> {
  const form = {
    serverAddress: address,
    chosenIssuer: null,
    confirmedPrivateHosts: [],
    clientId: given.client_id,
    clientSecret: given.private_key_pem || given.client_secret,
    scopes: '',
    method: 'automatic',
    assertion: null,
  } as const;
  if (scenario.startsWith('auth/client-credentials')) return { ...form, method: 'service_account' };
  if (given.valid_jwt !== '') {
    const path = join(folder, 'token');
    await writeFile(path, `${given.valid_jwt}\n`);
    return { ...form, method: 'workload_identity', assertion: { kind: 'file', path } };
  }
  if (given.idp_id_token !== '') {
    const connectionId = await lanyard.signedInAt({
      issuer: given.idp_issuer,
      tokenEndpoint: given.idp_token_endpoint,
      clientId: given.idp_client_id,
      idToken: given.idp_id_token,
    });
    const assertion = { kind: 'identity_provider', connectionId } as const;
    return { ...form, method: 'enterprise_managed', assertion };
  }
  return form;
}

type Step = (credentials: Credentials) => Promise<McpAnswer>;

/**
 * Makes one request of the program. Where the server refuses it, the person signs in again, with more
 * permissions if the server says so, and only once: what is still refused then stays refused.
 */
async function perform(lanyard: Lanyard, connectionId: string, step: Step): Promise<string> {
  const first = await step(await lanyard.credentials(connectionId));
  if (first.kind === 'ok') return connectionId;
  const { challenge } = first;
  const again =
    challenge?.error === 'insufficient_scope'
      ? await lanyard.askForMore(connectionId, challenge.scopes)
      : await lanyard.signInAgain(connectionId);
  const second = await step(await lanyard.credentials(again));
  if (second.kind === 'ok') return again;
  throw new Error(`the server still answers ${second.status}`);
}

async function run(): Promise<void> {
  const lanyard = createLanyard();
  const folder = await mkdtemp(join(tmpdir(), 'lanyard-client-'));
  try {
    await lanyard.start();
    const server = new McpClient(address, revision, lanyard.oauth);
    let connectionId = await lanyard.connect(await fillIn(lanyard, folder));
    const steps: readonly Step[] = [
      (credentials) => server.initialize(credentials),
      (credentials) => server.listTools(credentials),
      (credentials) => server.callTool('test-tool', credentials),
    ];
    for (const step of steps) connectionId = await perform(lanyard, connectionId, step);
  } finally {
    await lanyard.stop();
    await rm(folder, { recursive: true });
  }
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
