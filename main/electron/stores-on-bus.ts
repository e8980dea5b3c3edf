/**
 * Electron names a Secret Service after one program, whichever it is, and does not see a portal for
 * secrets. The session bus knows both, so that the user reads the right name.
 */
import { readFile } from 'node:fs/promises';

import { callOnSessionBus, namesOnSessionBus, answerWithinMs } from './session-bus.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Password stores that are on the session bus now. Asking starts no store and prompts nobody. */
export interface StoresOnBus {
  /** The name of the Secret Service as it is stored and shown; null: none runs. */
  secretService(): Promise<string | null>;
  /** True if a portal hands out secrets to sandboxed apps. */
  hasSecretPortal(): Promise<boolean>;
}

/** The name that is stored for one of them; GNOME Keyring keeps Electron’s. */
const nameByProcess: readonly (readonly [RegExp, string])[] = [
  [/^gnome-keyring/, 'gnome_libsecret'],
  [/^keepassxc/i, 'secret_service:keepassxc'],
  [/^(?:ksecretd|kwalletd)/, 'secret_service:kwallet'],
];
/** A Secret Service of a program that we do not know, or must not look at. */
const anySecretService = 'secret_service';

const secretsName = 'org.freedesktop.secrets';
const portalName = 'org.freedesktop.portal.Desktop';

/** @param processes where the system tells about processes */
export function createStoresOnBus(environment: Environment, processes = '/proc'): StoresOnBus {
  return {
    async secretService() {
      const pid = await processOf(secretsName, environment);
      if (pid === null) return null;
      const name = await readFile(`${processes}/${pid}/comm`, 'utf8').catch(() => '');
      return nameByProcess.find(([pattern]) => pattern.test(name))?.[1] ?? anySecretService;
    },
    async hasSecretPortal() {
      const names = await namesOnSessionBus(environment);
      if (!names?.owned.has(portalName) && !names?.activatable.has(portalName)) return false;
      const call = {
        destination: portalName,
        path: '/org/freedesktop/portal/desktop',
        interface: 'org.freedesktop.DBus.Properties',
        method: 'Get',
        args: ['org.freedesktop.portal.Secret', 'version'],
      };
      // The portal has the interface only where a program behind it keeps secrets.
      return (await callOnSessionBus(call, environment, answerWithinMs)) !== null;
    },
  };
}

/** Null: nobody has that name, or the bus does not say. */
async function processOf(name: string, environment: Environment): Promise<number | null> {
  const call = {
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    method: 'GetConnectionUnixProcessID',
    args: [name],
  };
  const answer = await callOnSessionBus(call, environment, answerWithinMs);
  // "uint32 812", "(uint32 812,)" or "u 812"
  const [, pid] = /(\d+)\D*$/.exec(answer ?? '') ?? [];
  return pid === undefined ? null : Number(pid);
}
