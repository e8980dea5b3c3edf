/**
 * An Electron app started as a person starts it, and looked into from outside by Chromium's own
 * DevTools protocol over a pipe: nothing in the app knows of it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** How to start Electron on this computer: the executable, its switches, and what it finds around it. */
export interface ElectronHere {
  readonly executable: string;
  readonly switches: readonly string[];
}

export interface StartedApp {
  /** ms since 1970, as the pages' own clocks have it. */
  readonly startedAt: number;
  readonly pid: number;
  /** What an expression in its first window gives, waited for; asked anew when the page changes meanwhile. */
  readonly inPage: <T>(expression: string) => Promise<T>;
  /** A command of the DevTools protocol for the first window. */
  readonly command: <T>(method: string, parameters?: object) => Promise<T>;
  /** Stops looking into the window: from here on the app is by itself. */
  readonly leave: () => Promise<void>;
  /** Ends it as a person does; resolves when it has ended. */
  readonly end: () => Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly targetInfo?: { readonly targetId: string; readonly type: string } };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Evaluated<T> {
  readonly result: { readonly value: T };
  readonly exceptionDetails?: { readonly text: string };
}

/** Ended by force after that, ms. */
const patience = 10_000;

/** @param folder of the app; data: its own user data folder */
export async function startApp(
  { executable, switches }: ElectronHere,
  folder: string,
  data: string,
): Promise<StartedApp> {
  const startedAt = Date.now();
  const child = spawn(
    executable,
    [folder, ...switches, `--user-data-dir=${data}`, '--remote-debugging-pipe'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const { ask, firstWindow } = talkOver(child);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${executable} could not be started`);
  await ask('Target.setDiscoverTargets', { discover: true });
  const targetId = await firstWindow;
  const { sessionId } = await ask<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  });

  const command = <T>(method: string, parameters: object = {}) =>
    ask<T>(method, parameters, sessionId);

  return {
    startedAt,
    pid,
    command,
    async inPage<T>(expression: string) {
      const question = { expression, awaitPromise: true, returnByValue: true };
      for (let tries = 0; ; tries += 1) {
        try {
          const answer = await command<Evaluated<T>>('Runtime.evaluate', question);
          if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text);
          return answer.result.value;
        } catch (error) {
          // The empty page that every window begins with has made room for the app's own.
          if (tries === 3) throw error;
        }
      }
    },
    leave: async () => {
      await ask('Target.detachFromTarget', { sessionId });
      await ask('Target.setDiscoverTargets', { discover: false });
    },
    end: () => ended(child),
  };
}

/** Messages of the protocol are JSON with a zero byte after each. */
function talkOver(child: ChildProcess) {
  const out = child.stdio[3] as Writable;
  const incoming = child.stdio[4] as Readable;
  const answers = new Map<number, (message: Message) => void>();
  let last = 0;
  let foundWindow: (targetId: string) => void = () => undefined;
  let failed: (error: Error) => void = () => undefined;
  const firstWindow = new Promise<string>((resolve, reject) => {
    foundWindow = resolve;
    failed = reject;
  });

  let rest = '';
  incoming.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) hear(JSON.parse(part) as Message);
  });
  // Whatever is still asked when it ends stays without an answer, which is not to be waited for.
  out.on('error', () => undefined);
  child.once('exit', () => {
    failed(new Error('the app ended before it had a window'));
    for (const answer of answers.values()) answer({ error: { message: 'the app has ended' } });
  });

  function hear(message: Message): void {
    const target = message.params?.targetInfo;
    if (message.method === 'Target.targetCreated' && target?.type === 'page') {
      foundWindow(target.targetId);
    }
    if (message.id === undefined) return;
    answers.get(message.id)?.(message);
    answers.delete(message.id);
  }

  function ask<T>(method: string, parameters: object, sessionId?: string): Promise<T> {
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      answers.set(id, ({ result, error }) => {
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result as T);
      });
      out.write(`${JSON.stringify({ id, method, params: parameters, sessionId })}\0`);
    });
  }

  return { ask, firstWindow };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), patience);
  await exit;
  clearTimeout(force);
}
