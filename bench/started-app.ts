/**
 * Starts an Electron app as a user does and inspects it from outside by Chromium's DevTools protocol
 * over a pipe, so the app needs no code for it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** How to start Electron on this computer. */
export interface ElectronHere {
  readonly executable: string;
  readonly switches: readonly string[];
}

export interface StartedApp {
  /** In ms since 1970, like the clocks of the pages. */
  readonly startedAt: number;
  readonly pid: number;
  /** Evaluates an expression in the first window and awaits its value; repeats when the page changes meanwhile. */
  readonly inPage: <T>(expression: string) => Promise<T>;
  /** Sends a command of the DevTools protocol to the first window. */
  readonly command: <T>(method: string, parameters?: object) => Promise<T>;
  /** Detaches from the window, so that the app runs undisturbed. */
  readonly leave: () => Promise<void>;
  /** Quits the app as a user does; resolves when it has exited. */
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

/** The app is killed when it has not quit within this time, in ms. */
const quitTimeout = 10_000;

/** @param folder of the app @param data the app's user data folder */
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
  const { send, firstWindow } = openProtocol(child);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${executable} could not be started`);
  await send('Target.setDiscoverTargets', { discover: true });
  const targetId = await firstWindow;
  const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  });

  const command = <T>(method: string, parameters: object = {}) =>
    send<T>(method, parameters, sessionId);

  return {
    startedAt,
    pid,
    command,
    async inPage<T>(expression: string) {
      const parameters = { expression, awaitPromise: true, returnByValue: true };
      for (let tries = 0; ; tries += 1) {
        try {
          const answer = await command<Evaluated<T>>('Runtime.evaluate', parameters);
          if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text);
          return answer.result.value;
        } catch (error) {
          // The app's page has replaced the empty page that every window begins with.
          if (tries === 3) throw error;
        }
      }
    },
    leave: async () => {
      await send('Target.detachFromTarget', { sessionId });
      await send('Target.setDiscoverTargets', { discover: false });
    },
    end: () => ended(child),
  };
}

/** Messages of the protocol are JSON, each followed by a zero byte. */
function openProtocol(child: ChildProcess) {
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
    for (const part of parts) receive(JSON.parse(part) as Message);
  });
  // Commands that are still open when the app exits get no answer; do not wait for one.
  out.on('error', () => undefined);
  child.once('exit', () => {
    failed(new Error('the app ended before it had a window'));
    for (const answer of answers.values()) answer({ error: { message: 'the app has ended' } });
  });

  function receive(message: Message): void {
    const target = message.params?.targetInfo;
    if (message.method === 'Target.targetCreated' && target?.type === 'page') {
      foundWindow(target.targetId);
    }
    if (message.id === undefined) return;
    answers.get(message.id)?.(message);
    answers.delete(message.id);
  }

  function send<T>(method: string, parameters: object, sessionId?: string): Promise<T> {
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

  return { send, firstWindow };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), quitTimeout);
  await exit;
  clearTimeout(force);
}
