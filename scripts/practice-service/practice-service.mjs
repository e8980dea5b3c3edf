/** A real authorization server on a loopback address, to try Lanyard with. */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

import { configuration } from './configuration.mjs';
import { handlePage } from './interactions.mjs';
import { SavedState } from './saved-state.mjs';
import { serviceDefinitions } from './service-definition.mjs';

/**
 * @typedef {object} PracticeService
 * @property {string} issuer
 * @property {string} servicesFile for the app's switch `--services`
 * @property {SavedState['all']} all everything it has issued, by model
 * @property {() => Promise<void>} stop also saves its state
 */

/**
 * @param {object} options
 * @param {string} options.dataDir folder of its state; another folder makes another service
 * @param {number} [options.accessTokenLife] seconds
 * @returns {Promise<PracticeService>}
 */
export async function startPracticeService({ dataDir, accessTokenLife = 600 }) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const kept = new SavedState(join(dataDir, 'state.json'));
  const http = createServer();
  const issuer = `http://127.0.0.1:${String(await listen(http, kept))}`;
  const provider = await quietly(async () => {
    const { interactionPolicy, Provider } = await import('oidc-provider');
    const policy = interactionPolicy.base();
    policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
    return new Provider(issuer, configuration(kept, accessTokenLife, policy));
  });
  const protocol = provider.callback();
  http.on('request', (request, response) => {
    handlePage({ provider, kept }, request, response)
      .then((answered) => (answered ? undefined : protocol(request, response)))
      .catch(() => response.destroy());
  });

  const servicesFile = servicesFileIn(dataDir);
  writeFileSync(servicesFile, JSON.stringify(serviceDefinitions(issuer), undefined, 2));
  kept.save();
  return {
    issuer,
    servicesFile,
    all: (model) => kept.all(model),
    stop: async () => {
      kept.save();
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}

/** @param {string} dataDir */
const servicesFileIn = (dataDir) => join(dataDir, 'services.json');

/**
 * Finds a practice service that another process runs with this folder.
 * @param {string} dataDir
 * @returns {Promise<string | undefined>} its services file
 */
export async function findRunningPracticeService(dataDir) {
  const { port } = new SavedState(join(dataDir, 'state.json')).state;
  if (port === 0) return undefined;
  const issuer = `http://127.0.0.1:${String(port)}`;
  try {
    const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(2000),
    });
    /** @type {unknown} */
    const metadata = await response.json();
    const found = /** @type {{ issuer?: unknown }} */ (metadata).issuer === issuer;
    return found ? servicesFileIn(dataDir) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Listens on the port of the last run, because it is part of the issuer that connections store.
 * @param {import('node:http').Server} http @param {SavedState} kept
 * @returns {Promise<number>}
 */
async function listen(http, kept) {
  const { port } = kept.state;
  http.listen(port !== 0 && (await isFree(port)) ? port : 0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  kept.state.port = address.port;
  return address.port;
}

/** @param {number} port @returns {Promise<boolean>} */
async function isFree(port) {
  const probe = createServer().listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}

/**
 * Silences oidc-provider's warnings, which are meant for servers on the internet.
 * @template T @param {() => Promise<T>} make
 */
async function quietly(make) {
  const { info, warn } = console;
  console.info = console.warn = () => undefined;
  try {
    return await make();
  } finally {
    console.info = info;
    console.warn = warn;
  }
}
