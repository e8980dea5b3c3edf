/** Loads peers/, which is TypeScript, through Vite. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { runnerImport } from 'vite';

import { projectDir } from '../setup/project.mjs';

/**
 * The same shapes as in peers/journey.ts.
 * @typedef {'connect' | 'identity' | 'refresh' | 'disconnect'} Step
 * @typedef {{ readonly ok: boolean | null, readonly note: string }} StepResult
 * @typedef {{ readonly name: string } & Readonly<Record<Step, StepResult>>} Row
 * @typedef {{ readonly name: string }} Peer
 * @typedef {(peer: Peer, begin: (step: Step) => void) => Promise<Row>} Travel
 */

/** @returns {Promise<{ peers: readonly Peer[], travel: Travel }>} */
export async function loadPeers() {
  const { peers } = /** @type {{ peers: readonly Peer[] }} */ (await load('peers.ts'));
  const { travel } = /** @type {{ travel: Travel }} */ (await load('journey.ts'));
  return { peers, travel };
}

/** The pinned version of each package. @returns {Record<string, string>} */
export function packageVersions() {
  const text = readFileSync(join(projectDir, 'peers', 'package.json'), 'utf8');
  /** @type {unknown} */
  const parsed = JSON.parse(text);
  return /** @type {{ dependencies: Record<string, string> }} */ (parsed).dependencies;
}

/** @param {string} file @returns {Promise<unknown>} */
async function load(file) {
  const settings = { root: projectDir, configFile: false, logLevel: 'error' };
  /** @type {{ module: unknown }} */
  const imported = await runnerImport(
    join(projectDir, 'peers', file),
    /** @type {object} */ (settings),
  );
  return imported.module;
}
