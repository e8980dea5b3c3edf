/** Bundles code of the project into one file for a child process, which a test can kill or starve. */
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
 * @param alias absolute paths of replacement modules, by module name
 */
export async function buildChildScript(
  entry: string,
  alias: Readonly<Record<string, string>> = {},
): Promise<ChildScript> {
  // Inside node_modules, so that the built script resolves packages with native parts.
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

/** Our environment without variables that make each start of Node slow: it would read a bundle of certificates. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  delete environment.NODE_EXTRA_CA_CERTS;
  delete environment.NODE_OPTIONS;
  return environment;
}
