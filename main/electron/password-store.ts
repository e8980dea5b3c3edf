/**
 * Chromium picks the password store by the name of the desktop. It finds none on a desktop that it does
 * not know (i3, sway, …) or that came without its own store (KDE with KeePassXC), although one is
 * running. So the session bus is asked which stores there are. The canary still checks whether the one
 * chosen protects (ADR 3).
 */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

import type { App } from 'electron';

import { baseDirectory } from './base-directory.js';
import { type BusNames, namesOnSessionBus } from './session-bus.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Values of Chromium's switch. */
type PasswordStore = 'gnome-libsecret' | 'kwallet6' | 'kwallet5';

/** The name of each on the session bus. The Secret Service is of GNOME Keyring, KeePassXC and others. */
const busNames: Readonly<Record<PasswordStore, string>> = {
  'gnome-libsecret': 'org.freedesktop.secrets',
  kwallet6: 'org.kde.kwalletd6',
  kwallet5: 'org.kde.kwalletd5',
};

export interface PasswordStoreFacts {
  readonly environment: Environment;
  /** Null: the bus did not answer. */
  readonly bus: BusNames | null;
  /** Stores that sealed the vault, as the vault names them (gnome_libsecret …), the latest first. */
  readonly sealedBy: readonly string[];
  /** KDE keeps its wallet installed when the user turns it off. */
  readonly isKWalletOff: boolean;
}

/**
 * Must have been called before the app is ready, and resolves before that too if `ready` waits for it.
 * A choice on the command line takes precedence.
 */
export async function choosePasswordStore(
  app: App,
  environment: Environment,
  sealedBy: Promise<readonly string[]>,
): Promise<void> {
  if (process.platform !== 'linux' || app.commandLine.hasSwitch('password-store')) return;
  const facts = {
    environment,
    bus: await namesOnSessionBus(environment),
    sealedBy: await sealedBy,
    isKWalletOff: await isKWalletOff(environment),
  };
  const store = passwordStoreFor(facts);
  if (store !== null) app.commandLine.appendSwitch('password-store', store);
}

/** Null: Chromium chooses. */
export function passwordStoreFor(facts: PasswordStoreFacts): PasswordStore | null {
  const { environment, bus, isKWalletOff } = facts;
  const sealedBy = facts.sealedBy.flatMap(storeOf);
  if (bus === null) return sealedBy[0] ?? withoutBus(environment);
  const preferred = inOrderOf(environment);
  const running = preferred.filter((store) => bus.owned.has(busNames[store]));
  const startable = preferred.filter((store) => bus.activatable.has(busNames[store]));
  const present = new Set([...running, ...startable]);
  const usable = startable.filter((store) => store === 'gnome-libsecret' || !isKWalletOff);
  return (
    sealedBy.find((store) => present.has(store)) ??
    running[0] ??
    usable[0] ??
    sealedBy[0] ??
    withoutBus(environment)
  );
}

function storeOf(backend: string): PasswordStore[] {
  // "secret_service:keepassxc" names the program behind it.
  const [store] = backend.split(':');
  switch (store) {
    case 'gnome_libsecret':
    case 'secret_service':
      return ['gnome-libsecret'];
    case 'kwallet6':
    case 'kwallet5':
      return [store];
    default:
      return [];
  }
}

/** The desktop's own store first, as Chromium would choose. */
function inOrderOf(environment: Environment): readonly PasswordStore[] {
  if (!/kde|plasma/i.test(desktopOf(environment)))
    return ['gnome-libsecret', 'kwallet6', 'kwallet5'];
  return environment['KDE_SESSION_VERSION'] === '5'
    ? ['kwallet5', 'kwallet6', 'gnome-libsecret']
    : ['kwallet6', 'kwallet5', 'gnome-libsecret'];
}

/** Desktops whose store Chromium finds. */
const knownDesktops = /gnome|unity|cinnamon|deepin|pantheon|ukui|xfce|kde|plasma/i;

/** On a desktop that Chromium does not know it would look for no store at all. */
function withoutBus(environment: Environment): PasswordStore | null {
  return knownDesktops.test(desktopOf(environment)) ? null : 'gnome-libsecret';
}

function desktopOf({ XDG_CURRENT_DESKTOP, DESKTOP_SESSION }: Environment): string {
  return `${XDG_CURRENT_DESKTOP ?? ''} ${DESKTOP_SESSION ?? ''}`;
}

/** @see https://docs.kde.org/stable5/en/kwalletmanager/kwallet5/ */
async function isKWalletOff({ XDG_CONFIG_HOME }: Environment): Promise<boolean> {
  const file = join(baseDirectory(XDG_CONFIG_HOME, homedir(), '.config'), 'kwalletrc');
  const settings = await readFile(file, 'utf8').catch(() => '');
  const [, wallet = ''] = /^\[Wallet\]\s*$([^[]*)/m.exec(settings) ?? [];
  return /^Enabled\s*=\s*false\s*$/im.test(wallet);
}
