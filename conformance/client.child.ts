/**
 * The client under test: the suite starts it with the address of an MCP server. A person connects that
 * server with Lanyard, and a program of theirs then uses it. Fails where the person would be stuck.
 */
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
  })
  .parse(JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? '{}'));

const form: Form = {
  serverAddress: address,
  chosenIssuer: null,
  confirmedPrivateHosts: [],
  clientId: given.client_id,
  clientSecret: given.private_key_pem || given.client_secret,
  scopes: '',
  // A person who was given a service account says so.
  method: scenario.startsWith('auth/client-credentials') ? 'service_account' : 'automatic',
};

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
  try {
    await lanyard.start();
    const server = new McpClient(address, revision, lanyard.oauth);
    let connectionId = await lanyard.connect(form);
    const steps: readonly Step[] = [
      (credentials) => server.initialize(credentials),
      (credentials) => server.listTools(credentials),
      (credentials) => server.callTool('test-tool', credentials),
    ];
    for (const step of steps) connectionId = await perform(lanyard, connectionId, step);
  } finally {
    await lanyard.stop();
  }
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
