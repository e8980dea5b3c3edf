/** Brings the files of definitions from disk; one that cannot be read is a problem to show, not an end. */
import { readFile } from 'node:fs/promises';

import { type Definitions, readDefinitions } from './definitions-file.js';

export async function loadDefinitions(files: readonly string[]): Promise<readonly Definitions[]> {
  return Promise.all(files.map(load));
}

async function load(file: string): Promise<Definitions> {
  try {
    return readDefinitions(file, await readFile(file, 'utf8'));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    const problem = `the file cannot be read (${reason})`;
    return { services: [], problems: [{ file, line: null, field: '', problem }] };
  }
}
