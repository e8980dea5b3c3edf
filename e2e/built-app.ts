import { cp, chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { run } from './processes.js';
import type { Rank } from './user.js';

const project = resolve(import.meta.dirname, '..');

/** The app under test: the command that starts Electron and the app's folder. */
export class BuiltApp {
  readonly #scratch: string | null;

  private constructor(
    readonly electron: string,
    readonly folder: string,
    scratch: string | null,
  ) {
    this.#scratch = scratch;
  }

  static async find(rank: Rank): Promise<BuiltApp> {
    const electron = process.env['LANYARD_E2E_ELECTRON'];
    if (!electron) throw new Error('global-setup.ts finds the Electron executable');
    const asRoot = process.getuid?.() === 0;
    if (rank === 'as we are' || !asRoot) return new BuiltApp(electron, project, null);
    return await BuiltApp.#copyForOthers(electron);
  }

  /** The same with the executable renamed as in a package, so that Electron considers it packaged. */
  static async calledAsShipped(): Promise<BuiltApp> {
    const { electron } = await BuiltApp.find('as we are');
    const scratch = await mkdtemp(join(tmpdir(), 'lanyard-e2e-shipped-'));
    const runtime = await copyOfRuntime(electron, scratch);
    await rename(join(runtime, 'electron'), join(runtime, 'lanyard'));
    return new BuiltApp(join(runtime, 'lanyard'), project, scratch);
  }

  /** The same app, started by another command that is given its command line. */
  startedBy(...command: string[]): BuiltApp {
    return new BuiltApp([...command, this.electron].join(' '), this.folder, null);
  }

  async remove(): Promise<void> {
    if (this.#scratch !== null) await rm(this.#scratch, { recursive: true, force: true });
  }

  /** Copies the runtime and the build to where an ordinary user can read them. */
  static async #copyForOthers(electron: string): Promise<BuiltApp> {
    const scratch = await mkdtemp(join(tmpdir(), 'lanyard-e2e-build-'));
    await chmod(scratch, 0o755);
    const runtime = await copyOfRuntime(electron, scratch);
    const folder = join(scratch, 'app');
    await mkdir(folder);
    await cp(join(project, 'package.json'), join(folder, 'package.json'));
    await cp(join(project, 'out'), join(folder, 'out'), { recursive: true });
    for (const dependency of await withDependencies('classic-level')) {
      const place = join('node_modules', dependency);
      await cp(join(project, place), join(folder, place), { recursive: true });
    }
    await run('chmod', ['-R', 'a+rX', folder], process.env);
    return new BuiltApp(join(runtime, 'electron'), folder, scratch);
  }
}

/** Hard-linked where possible: the runtime is large. */
async function copyOfRuntime(electron: string, scratch: string): Promise<string> {
  const runtime = join(scratch, 'runtime');
  await run('cp', ['-al', dirname(electron), runtime], process.env).catch(() =>
    cp(dirname(electron), runtime, { recursive: true, force: true, verbatimSymlinks: true }),
  );
  return runtime;
}

async function withDependencies(name: string, found = new Set<string>()): Promise<Set<string>> {
  if (found.has(name)) return found;
  found.add(name);
  const manifest = join(project, 'node_modules', name, 'package.json');
  const { dependencies = {} } = JSON.parse(await readFile(manifest, 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  for (const dependency of Object.keys(dependencies)) await withDependencies(dependency, found);
  return found;
}
