/**
 * Code of the project as one file that a process of its own runs: to be killed, starved or hung
 * without taking the test with it.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { build } from 'vite';

const project = join(import.meta.dirname, '..');

export interface ChildScript {
  /** The built file, for `spawn(process.execPath, [file, …], { env: childEnvironment() })`. */
  readonly file: string;
  remove(): Promise<void>;
}

/**
 * @param entry absolute path of a TypeScript file, `x.child.ts`
 * @param alias modules it gets another module for: absolute paths by name
 */
export async function buildChildScript(
  entry: string,
  alias: Readonly<Record<string, string>> = {},
): Promise<ChildScript> {
  // Inside node_modules, where the built script finds packages with native parts.
  const cache = join(project, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'child-script-'));
  await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { ...alias } },
    build: {
      ssr: entry,
      outDir: folder,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'child.js', codeSplitting: false } },
    },
    ssr: { noExternal: true, external: ['classic-level'] },
  });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  return { file: join(folder, 'child.js'), remove: () => rm(folder, { recursive: true }) };
}

/** Ours without what makes each start of Node read a bundle of certificates first. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  delete environment.NODE_EXTRA_CA_CERTS;
  delete environment.NODE_OPTIONS;
  return environment;
}
