import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

export interface RunningProcess {
  readonly pid: number;
  readonly argv: string[];
}

/** Runs a command to its end and returns its output; rejects with all output if it fails. */
export function run(
  command: string,
  args: string[],
  env: Record<string, string | undefined>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { env, encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}

/** All processes of this computer with their arguments, as any program can read them. */
export async function runningProcesses(): Promise<RunningProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      // A process may end between listing and reading.
      const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      // Chromium's child processes join theirs with spaces.
      return { pid, argv: text.split(/[\0 ]/).filter((word) => word !== '') };
    }),
  );
  return found.filter(({ argv }) => argv.length > 0);
}
