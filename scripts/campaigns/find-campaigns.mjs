/** Finds the project's campaigns and loads them, which are TypeScript, through Vite. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { runnerImport } from 'vite';

import { SetupError } from '../setup/progress.mjs';
import { projectDir } from '../setup/project.mjs';

/**
 * The same shapes as in campaigns/campaign.ts.
 * @typedef {{ tried: number, lost: number }} SoFar
 * @typedef {{ seed: number, tried: number, lost: readonly string[], leftOut: readonly string[], facts: Readonly<Record<string, number>> }} CampaignResult
 * @typedef {{ id: string, title: string, unit: string, sizes: Readonly<Record<'test' | 'quick' | 'full', number>> }} Campaign
 * @typedef {(campaign: Campaign, size: number, options: { seed?: number, progress: (soFar: SoFar) => void }) => Promise<CampaignResult>} Conduct
 */

/**
 * Searches the text of the files, because loading one takes a second.
 * @param {string[]} ids empty for all
 * @returns {{ file: string, id: string }[]} sorted by ID
 */
export function findCampaigns(ids) {
  const found = readdirSync(join(projectDir, 'campaigns'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join('campaigns', name))
    .map((file) => ({ file, id: idIn(readFileSync(join(projectDir, file), 'utf8')) }))
    .filter(({ id }) => id !== '')
    .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
  const known = [...new Set(found.map(({ id }) => id))];
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new SetupError(
      `There is no campaign ${unknown.join(', ')}; there are ${known.join(', ')}.`,
    );
  }
  return found.filter(({ id }) => ids.length === 0 || ids.includes(id));
}

/** @param {string} text of a campaign */
export const idIn = (text) => /^ {2}id: '(\w+)',$/m.exec(text)?.[1] ?? '';

/** @param {string} file @returns {Promise<Campaign>} */
export async function loadCampaign(file) {
  const { campaign } = /** @type {{ campaign: Campaign }} */ (await load(file));
  return campaign;
}

/** @returns {Promise<Conduct>} */
export async function loadConduct() {
  const { conduct } = /** @type {{ conduct: Conduct }} */ (
    await load(join('campaigns', 'campaign.ts'))
  );
  return conduct;
}

/** @param {string} file @returns {Promise<unknown>} */
async function load(file) {
  const settings = { root: projectDir, configFile: false, logLevel: 'error' };
  /** @type {{ module: unknown }} */
  const imported = await runnerImport(join(projectDir, file), /** @type {object} */ (settings));
  return imported.module;
}
