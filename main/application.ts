/**
 * The composition root: what there is behind the window, put together. Everything said here is done
 * in the room it names.
 */
import { join } from 'node:path';

import { app, clipboard, safeStorage } from 'electron';

import { createCore, type Core } from './connections/core.js';
import type { KeySealer } from './ports/key-sealer.js';
import { createRequestHandlers } from './requests/request-handlers.js';
import { aboutThis } from './electron/about.js';
import {
  createBackgroundMode,
  desktopOffers,
  shouldHideToTray,
} from './electron/background-mode.js';
import { createGuard, type Guard } from './electron/ipc-guard.js';
import { send } from './electron/ipc-main.js';
import { linkHandler, registerLinkHandler } from './electron/link-handler.js';
import { keyInLocalState } from './electron/local-state.js';
import { setMenu } from './electron/menu.js';
import { createNetworkFetch } from './electron/network.js';
import { createPrinter } from './electron/printer.js';
import { createSystemState } from './electron/system-state.js';
import { restartOptions } from './electron/restart.js';
import {
  askedAfter,
  createSafeStorageSealer,
  standsStillForKeyring,
} from './electron/safe-storage.js';
import { createLoginItem } from './electron/start-at-login.js';
import { systemClock } from './electron/system-clock.js';
import type { MainWindow } from './electron/main-window.js';
import { userAgent } from './electron/user-agent.js';
import { stateDirectory } from './electron/state-directory.js';
import { adjuster } from './services/adjustments/apply.js';
import { createCatalogue } from './services/catalogue.js';
import { loadDefinitions } from './services/definitions-on-disk.js';
import { createAppSettings, type AppSettings } from './settings/app-settings.js';
import { writeDurably } from './storage/disk/durable-file.js';
import { openSettingsFile } from './storage/settings-file.js';
import { createVault } from './storage/vault.js';

/** An exchange under way at quitting is given this long, ms. */
const QUIT_GRACE_MS = 5_000;

/** What was there before. */
export interface FirstThings {
  readonly window: MainWindow;
  /** Resolves once its page has loaded; null: it is not opened at this start. */
  readonly loaded: Promise<void> | null;
  /** Brings the window before the person. */
  readonly forward: () => void;
  /** Absolute paths of the service files the command line names. */
  readonly services: readonly string[];
  readonly setGuard: (guard: Guard) => void;
}

export interface Application {
  /** An address that came from a browser; at any time. */
  readonly receive: (address: string) => void;
  /** Whether a window that is being closed only hides. */
  readonly hidesOnClose: () => Promise<boolean>;
}

/** Resolves when it is put together; the vault opens after that. */
export async function startApplication(first: FirstThings): Promise<Application> {
  const { window, loaded, forward, services, setGuard } = first;
  const userData = app.getPath('userData');
  const [settingsFile, definitions] = await Promise.all([
    openSettingsFile(join(userData, 'settings.json')),
    loadDefinitions({
      commandLine: services,
      userData,
      platform: process.platform,
      environment: process.env,
    }),
  ]);

  // Where nothing else goes on while a keyring is asked, one that waits for the person would keep the
  // window from them.
  const askedInTime = (sealer: KeySealer) =>
    loaded && standsStillForKeyring(safeStorage) ? askedAfter(loaded, sealer) : sealer;

  registerLinkHandler();
  setMenu();
  const settings = createAppSettings({
    file: settingsFile,
    loginItem: createLoginItem({
      app,
      platform: process.platform,
      environment: process.env,
      write: writeDurably,
    }),
    desktop: desktopOffers,
    about: aboutThis(app),
  });
  const core = createCore({
    vault: createVault({
      directory: join(userData, 'vault'),
      sealer: askedInTime(
        createSafeStorageSealer(safeStorage, process.platform, () =>
          keyInLocalState(userData, systemClock),
        ),
      ),
      now: () => systemClock.now(),
      stateDirectory: stateDirectory(process.platform, process.env, app.getPath('home'), userData),
    }),
    catalogue: createCatalogue(definitions),
    clock: systemClock,
    oauth: {
      fetch: createNetworkFetch(),
      now: () => systemClock.now(),
      keySets: new Map(),
      proofNonces: new Map(),
    },
    adjuster,
    userAgent,
    linkScheme: linkHandler,
    systemState: createSystemState(),
    settings,
    window: {
      emit(channel, payload) {
        const contents = window.contents();
        if (contents) send(contents, channel, payload);
      },
      isOpen: () => window.contents() !== null,
    },
    restart: () => {
      app.relaunch(restartOptions(process.argv, process.env));
      app.exit();
    },
    random: Math.random,
    onUserReturn: forward,
  });
  quitInOrder(core);
  const handlers = createRequestHandlers(core, {
    clock: systemClock,
    clipboard: { write: (text) => void clipboard.writeText(text) },
    printer: createPrinter(window.contents),
    settings,
    userAgent,
  });
  setGuard(createGuard(handlers, (contents) => contents === window.contents()));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  void takeUp(core, settings, first);
  return {
    receive: (address) => core.receive(address),
    hidesOnClose: () => shouldHideToTray(settings, forward),
  };
}

/** What was under way goes on, and what the system tells is heard. */
async function takeUp(
  core: Core,
  settings: AppSettings,
  { window, loaded, forward }: FirstThings,
): Promise<void> {
  const backgroundMode = createBackgroundMode({
    core,
    settings,
    window,
    outOfSight: loaded === null,
  });
  await core.start();

  app.on('browser-window-focus', core.vaultRetry.windowFocused);
  app.on('activate', forward);
  await backgroundMode.settle();
}

function quitInOrder(core: Core): void {
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    const grace = new Promise((resolve) => setTimeout(resolve, QUIT_GRACE_MS));
    void Promise.race([core.stop(), grace]).finally(() => {
      stopped = true;
      app.quit();
    });
  });
}
