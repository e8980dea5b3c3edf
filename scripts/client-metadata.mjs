/**
 * `npm run --silent client-metadata -- URL`: prints the app's Client ID Metadata Document, to be published
 * at that URL as `application/json`. A build uses it if LANYARD_CLIENT_METADATA_URL is the same URL.
 */
import { join } from 'node:path';

import { runnerImport } from 'vite';

import { explain, SetupError } from './setup/progress.mjs';
import { projectDir } from './setup/project.mjs';

/** @typedef {(url: string) => object | null} ClientMetadataDocument */

try {
  const url = process.argv[2] ?? process.env.LANYARD_CLIENT_METADATA_URL ?? '';
  const settings = { root: projectDir, configFile: false, logLevel: 'error' };
  const file = join(projectDir, 'main', 'oauth', 'client-metadata.ts');
  /** @type {{ module: unknown }} */
  const imported = await runnerImport(file, /** @type {object} */ (settings));
  const { clientMetadataDocument } =
    /** @type {{ clientMetadataDocument: ClientMetadataDocument }} */ (imported.module);
  const document = clientMetadataDocument(url);
  if (document === null) {
    throw new SetupError('Name the https URL, with a path, where the document will be published.');
  }
  console.log(JSON.stringify(document, null, 2));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
