/** Starts writers (writer.child.ts) and reads their output line by line. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import { childEnvironment } from '../../testing/child-script.js';

export interface Writer {
  readonly process: ChildProcessByStdio<Writable, Readable, null>;
  /** The output so far. */
  readonly said: readonly string[];
  /** The next line; null once it has ended. */
  next(): Promise<string | null>;
  /** Reads to the end and resolves to all lines. */
  ended(): Promise<readonly string[]>;
  kill(): Promise<void>;
}

/** @param command a command that starts Node, with its arguments, such as `fiu-run -x` */
export function startWriter(
  file: string,
  args: readonly string[],
  command: readonly string[] = [],
): Writer {
  const [program = process.execPath, ...rest] = [...command, process.execPath, file, ...args];
  const child = spawn(program, rest, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: childEnvironment(),
  });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const said: string[] = [];
  async function next(): Promise<string | null> {
    const line = await lines.next();
    if (line.done === true) return null;
    said.push(line.value);
    return line.value;
  }
  async function ended(): Promise<readonly string[]> {
    for (let line = await next(); line !== null; line = await next());
    await exited;
    return said;
  }
  return {
    process: child,
    said,
    next,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended();
    },
  };
}
