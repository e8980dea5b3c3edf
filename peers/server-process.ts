/** Runs an authorization server as a process of its own, as it would run elsewhere. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface ServerProcess {
  /** As the script sent it once the server was listening. */
  readonly address: string;
  stop(): Promise<void>;
}

/** @param script a file of peers/servers/, as is `loader`, Node's loader for what the server imports */
export function startServer(script: string, loader?: string): Promise<ServerProcess> {
  const folder = join(import.meta.dirname, 'servers');
  const child = fork(join(folder, script), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv:
      loader === undefined
        ? []
        : ['--experimental-loader', pathToFileURL(join(folder, loader)).href],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = `${output}${text}`.slice(-4_000);
    });
  }
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    void exited.then(() => reject(new Error(`${script} ended:\n${output}`)));
    child.once('message', (message) => {
      resolve({
        address: (message as { readonly address: string }).address,
        async stop() {
          child.kill();
          await exited;
        },
      });
    });
  });
}
