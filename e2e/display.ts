import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** A separate X server, so that tests running in parallel share neither clipboard nor focus. */
export class Display {
  readonly #server: ChildProcess;

  private constructor(
    readonly name: string,
    server: ChildProcess,
  ) {
    this.#server = server;
  }

  static async start(): Promise<Display> {
    const server = spawn(
      'Xvfb',
      // Without -noreset it resets whenever the last client disconnects, and an app that is restarted
      // at that moment finds no display.
      ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-ac', '-noreset'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
    );
    const [number] = (await Promise.race([
      once(server.stdio[3] as Readable, 'data'),
      once(server, 'exit').then(([code]) => {
        throw new Error(`Xvfb ended with ${String(code)} before it had a screen`);
      }),
    ])) as [Buffer];
    return new Display(`:${number.toString().trim()}`, server);
  }

  async stop(): Promise<void> {
    if (this.#server.exitCode !== null) return;
    this.#server.kill();
    await once(this.#server, 'exit');
  }
}
