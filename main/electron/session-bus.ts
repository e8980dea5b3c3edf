/**
 * Calls on the session bus: of services, and of the bus itself, which knows who is on it. The bus answers
 * without starting a service or prompting anybody.
 * @see https://dbus.freedesktop.org/doc/dbus-specification.html
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const bus = 'org.freedesktop.DBus';

/**
 * A bus answers within milliseconds. A computer that is busy logging somebody in may take longer; nobody
 * waits longer than this for one that hangs, ms.
 */
export const answerWithinMs = 2_000;

export interface BusNames {
  /** Names of services that run. */
  readonly owned: ReadonlySet<string>;
  /** Names of services that the bus starts when somebody calls them. */
  readonly activatable: ReadonlySet<string>;
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface BusCall {
  /** The service's name. */
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly method: string;
  readonly args?: readonly string[];
}

type Command = readonly [program: string, ...words: string[]];

/** Programs that make a call, the fastest first. Each system has at least one of them. */
const callers: readonly ((call: BusCall) => Command)[] = [
  ({ destination, path, interface: of, method, args = [] }) => [
    ...(['dbus-send', '--session', '--print-reply=literal', `--dest=${destination}`] as const),
    ...[path, `${of}.${method}`, ...args.map((arg) => `string:${arg}`)],
  ],
  ({ destination, path, interface: of, method, args = [] }) => [
    ...(['gdbus', 'call', '--session', '--dest', destination] as const),
    ...['--object-path', path, '--method', `${of}.${method}`, ...args],
  ],
  ({ destination, path, interface: of, method, args = [] }) => [
    ...(['busctl', '--user', 'call', destination, path, of, method] as const),
    ...(args.length > 0 ? ['s'.repeat(args.length), ...args] : []),
  ],
];

/**
 * The answer as the program prints it that made the call. Null: there is no bus, nothing to call with,
 * an error in place of an answer, or no answer in time.
 */
export async function callOnSessionBus(
  call: BusCall,
  environment: Environment,
  deadlineMs: number,
): Promise<string | null> {
  const address = addressOf(environment);
  if (address === null) return null;
  const options = {
    env: { ...environment, DBUS_SESSION_BUS_ADDRESS: address },
    signal: AbortSignal.timeout(deadlineMs),
  };
  for (const caller of callers) {
    const [program, ...words] = caller(call);
    const answer = await run(program, words, options).catch(() => null);
    if (answer !== null) return answer.stdout;
  }
  return null;
}

/** Null where the bus does not say. */
export async function namesOnSessionBus(
  environment: Environment,
  deadlineMs = answerWithinMs,
): Promise<BusNames | null> {
  const list = async (method: 'ListNames' | 'ListActivatableNames') => {
    const call = { destination: bus, path: '/org/freedesktop/DBus', interface: bus, method };
    const answer = await callOnSessionBus(call, environment, deadlineMs);
    return answer === null ? null : new Set(answer.match(wellKnownName));
  };
  const [owned, activatable] = await Promise.all([list('ListNames'), list('ListActivatableNames')]);
  return owned && activatable && { owned, activatable };
}

/** Names of services, not the numbers of connections (`:1.42`). */
const wellKnownName = /(?<![\w:.-])[A-Za-z_-][\w-]*(?:\.[A-Za-z_-][\w-]*)+/g;

/** Null where D-Bus programs would start a bus of their own. */
function addressOf({ DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR }: Environment): string | null {
  if (DBUS_SESSION_BUS_ADDRESS) {
    return DBUS_SESSION_BUS_ADDRESS.startsWith('autolaunch:') ? null : DBUS_SESSION_BUS_ADDRESS;
  }
  if (!XDG_RUNTIME_DIR) return null;
  const socket = join(XDG_RUNTIME_DIR, 'bus');
  return existsSync(socket) ? `unix:path=${encodeURI(socket)}` : null;
}
