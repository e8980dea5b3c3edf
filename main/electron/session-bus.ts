/**
 * Asks the session bus who is on it. The bus itself answers, so asking starts no service and prompts
 * nobody.
 * @see https://dbus.freedesktop.org/doc/dbus-specification.html#message-bus-messages
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A bus answers within milliseconds. A computer that is busy logging somebody in may take longer; nobody
 * waits longer than this for one that hangs, ms.
 */
const answerWithinMs = 2_000;

export interface BusNames {
  /** Names of services that run. */
  readonly owned: ReadonlySet<string>;
  /** Names of services that the bus starts when somebody calls them. */
  readonly activatable: ReadonlySet<string>;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Method = 'ListNames' | 'ListActivatableNames';

const bus = 'org.freedesktop.DBus';
const path = '/org/freedesktop/DBus';

/** Programs that call a method of the bus, the fastest first. Each system has at least one of them. */
const callers: readonly ((method: Method) => readonly [string, ...string[]])[] = [
  (method) => [
    ...(['dbus-send', '--session', '--print-reply=literal', `--dest=${bus}`] as const),
    ...[path, `${bus}.${method}`],
  ],
  (method) => [
    ...(['gdbus', 'call', '--session', '--dest', bus] as const),
    ...['--object-path', path, '--method', `${bus}.${method}`],
  ],
  (method) => ['busctl', '--user', 'call', bus, path, bus, method],
];

/** Null: there is no bus, nothing to ask it with, or no answer in time. */
export async function namesOnSessionBus(
  environment: Environment,
  deadlineMs = answerWithinMs,
): Promise<BusNames | null> {
  const address = addressOf(environment);
  if (address === null) return null;
  const options = {
    env: { ...environment, DBUS_SESSION_BUS_ADDRESS: address },
    signal: AbortSignal.timeout(deadlineMs),
  };
  const list = async (method: Method): Promise<ReadonlySet<string> | null> => {
    for (const caller of callers) {
      const [program, ...given] = caller(method);
      const answer = await run(program, given, options).catch(() => null);
      if (answer !== null) return new Set(answer.stdout.match(wellKnownName));
    }
    return null;
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
