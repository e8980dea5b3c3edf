/** Reads definition files from disk. A file that cannot be read becomes a problem in the catalogue. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { definitionFolders, type DefinitionEnvironment } from './definition-folders.js';
import { type Definitions, readDefinitions, unreadableDefinitions } from './definitions-file.js';
import { shippedDefinitions } from './shipped-services.js';

const longestFile = 1024 * 1024;

export interface DefinitionLocations extends DefinitionEnvironment {
  /** Files named on the command line. */
  readonly commandLine: readonly string[];
}

/**
 * All definitions; later ones take precedence: those that ship with the app, `*.json` in the
 * computer's folder and then in the user's, each sorted by name, and the files on the command line.
 */
export async function loadDefinitions(
  locations: DefinitionLocations,
): Promise<readonly Definitions[]> {
  const inFolders = await Promise.all(definitionFolders(locations).map(loadFolder));
  const named = await Promise.all(locations.commandLine.map(loadDefinitionFile));
  return [shippedDefinitions, ...inFolders.flat(), ...named];
}

async function loadFolder(folder: string): Promise<readonly Definitions[]> {
  try {
    const names = await readdir(folder);
    const files = names.filter((name) => /^[^.].*\.json$/i.test(name)).sort();
    return await Promise.all(files.map((name) => loadDefinitionFile(join(folder, name))));
  } catch (error) {
    const values = { reason: codeOf(error) };
    return values.reason === 'ENOENT'
      ? []
      : [unreadableDefinitions(folder, { code: 'folder_not_readable', values }, null)];
  }
}

export async function loadDefinitionFile(file: string): Promise<Definitions> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return unreadableDefinitions(file, { code: 'not_a_file' }, null);
    if (found.size > longestFile)
      return unreadableDefinitions(file, { code: 'file_too_large' }, null);
    return readDefinitions(file, await readFile(file, 'utf8'));
  } catch (error) {
    const values = { reason: codeOf(error) };
    return unreadableDefinitions(file, { code: 'file_not_readable', values }, null);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
}
