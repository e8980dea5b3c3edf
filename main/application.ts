/**
 * The composition root: joins the domain with Electron, the disk and the catalogue, and connects it to
 * the window. In order: read what the user chose, put the core together, answer the window, start.
 *
 * Longer than 250 lines because it is where everything meets.
 */
import { join } from 'node:path';

import { app, clipboard, nativeTheme, safeStorage, type WebContents } from 'electron';

import { currentLocale } from '../messages/locale.js';
import { createCore, type Core } from './connections/core.js';
import { withoutSecrets } from './connections/without-secrets.js';
import { aboutView } from './electron/about.js';
import { type AppLanguage, createAppLanguage } from './electron/app-language.js';
import { createApplicationMenu } from './electron/application-menu.js';
import { assertionFiles } from './electron/assertion-files.js';
import {
  createBackgroundMode,
  detectDesktopOffers,
  shouldHideToTray,
} from './electron/background-mode.js';
import { clientMetadataUrl } from './electron/build-settings.js';
import { createClientFiles } from './electron/client-files.js';
import { createFileDialogs } from './electron/file-dialogs.js';
import { createHourCycle } from './electron/hour-cycle.js';
import { createGuard, filteringFailures, type Guard } from './electron/ipc-guard.js';
import { sendEvent } from './electron/ipc-main.js';
import { linkHandler, registerLinkHandler } from './electron/link-handler.js';
import { waitForKeyInLocalState } from './electron/local-state.js';
import type { MainWindow } from './electron/main-window.js';
import { createNetworkFetch } from './electron/network.js';
import { peerUsers } from './electron/peer-users.js';
import { createPrinter } from './electron/printer.js';
import { createRegion } from './electron/region.js';
import { restartOptions } from './electron/restart.js';
import {
  blocksDuringKeyringPrompt,
  createSafeStorageSealer,
  probeAfter,
} from './electron/safe-storage.js';
import { createLoginItem } from './electron/start-at-login.js';
import { stateDirectory } from './electron/state-directory.js';
import { createStoresOnBus } from './electron/stores-on-bus.js';
import { systemClock } from './electron/system-clock.js';
import { createSystemState } from './electron/system-state.js';
import { applyTheme } from './electron/theme.js';
import { createTimeZone } from './electron/time-zone.js';
import { createUserAgent } from './electron/user-agent.js';
import { createUserPresence } from './electron/user-presence.js';
import type { KeySealer } from './ports/key-sealer.js';
import { createRequestHandlers } from './requests/request-handlers.js';
import { adjuster } from './services/adjustments/apply.js';
import { createCatalogue } from './services/catalogue.js';
import { clientsIn } from './services/client-file.js';
import { loadDefinitionFile, loadDefinitions } from './services/definitions-on-disk.js';
import { createAppSettings, type AppSettings } from './settings/app-settings.js';
import { writeDurably } from './storage/disk/durable-file.js';
import { openSettingsFile } from './storage/settings-file.js';
import { createVault } from './storage/vault.js';

/** How long quitting waits for requests in flight, ms. */
const quitGraceMs = 5_000;

/** Set up by main.ts before this module is loaded. */
export interface ApplicationOptions {
  readonly window: MainWindow;
  /** Resolves once the window's page has loaded; null when this start opens no window. */
  readonly windowLoaded: Promise<void> | null;
  /** Opens the window or brings it to the front. */
  readonly showWindow: () => void;
  /** Absolute paths of the service files that the command line names. */
  readonly services: readonly string[];
  readonly setGuard: (guard: Guard) => void;
}

export interface Application {
  /** Takes a link that the system handed over; callable at any time. */
  readonly handleLink: (link: string) => void;
  /** Resolves to true when closing the window only hides it. */
  readonly shouldHideOnClose: () => Promise<boolean>;
}

/** Resolves once everything is connected; the vault opens after that. */
export async function startApplication(options: ApplicationOptions): Promise<Application> {
  const { window, windowLoaded, showWindow, services, setGuard } = options;
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

  registerLinkHandler();
  const userAgent = createUserAgent(process.platform, process.env);
  const settings = createAppSettings({
    file: settingsFile,
    loginItem: createLoginItem({
      app,
      platform: process.platform,
      environment: process.env,
      userData,
      write: writeDurably,
    }),
    detectOffers: detectDesktopOffers,
    about: aboutView(app),
  });
  const timeZone = createTimeZone(process.platform, process.env, () => systemClock.now());
  settings.onChange(({ theme }) => applyTheme(nativeTheme, theme));
  const language = await createAppLanguage(app, settings);
  const applicationMenu = createApplicationMenu(process.platform, (action) => {
    // A click in a menu of the system is a gesture too, which the window does not see.
    window.gestures.giveBack();
    void window.open().then(() => core.emit('actionChosen', { action }));
  });
  applicationMenu.build();
  const catalogue = createCatalogue(definitions);
  const core = createCore({
    vault: createVault({
      directory: join(userData, 'vault'),
      sealer: createSealer(userData, windowLoaded),
      now: () => systemClock.now(),
      timeZone,
      stateDirectory: stateDirectory(process.platform, process.env, app.getPath('home'), userData),
    }),
    catalogue,
    clock: systemClock,
    oauth: {
      fetch: createNetworkFetch(),
      now: () => systemClock.now(),
      keySets: new Map(),
      proofNonces: new Map(),
    },
    clientMetadataUrl,
    adjuster,
    assertionFiles,
    userAgent,
    userPresence: createUserPresence(process.platform),
    linkScheme: linkHandler,
    peerUsers,
    systemState: createSystemState(systemClock, process.platform),
    settings,
    region: createRegion(
      {
        locale: currentLocale,
        timeZone,
        hourCycle: createHourCycle({
          platform: process.platform,
          environment: process.env,
          systemLocale: () => app.getSystemLocale(),
        }),
      },
      systemClock,
      () => window.contents() !== null,
    ),
    window: {
      emit(channel, payload) {
        const contents = window.contents();
        if (contents) sendEvent(contents, channel, payload);
      },
      isOpen: window.isLoaded,
    },
    restart: (how) => {
      const hidden = how?.staysHidden === true && !window.isVisible();
      app.relaunch(restartOptions(process.argv, process.env, hidden));
      app.exit();
    },
    random: Math.random,
    onUserReturn: showWindow,
  });
  language.onChange(() => {
    applicationMenu.build();
    core.emitAll();
  });
  core.lock.onChange(() => applicationMenu.enable([]));
  stopCoreBeforeQuit(core, window);
  const printer = createPrinter(window.contents);
  const handlers = createRequestHandlers(core, {
    actionMenu: applicationMenu,
    clientFiles: createClientFiles(createFileDialogs(window), async (path) =>
      clientsIn(path, await loadDefinitionFile(path), catalogue),
    ),
    clock: systemClock,
    clipboard: { write: (text) => void clipboard.writeText(text) },
    printer: { print: () => window.whileBlocked(printer.print()) },
    settings,
    userAgent,
  });
  const isOurs = (contents: WebContents) => contents === window.contents();
  setGuard(
    filteringFailures(createGuard(handlers, isOurs, window.gestures), (failure) =>
      withoutSecrets(failure, core.secrets.ofAll),
    ),
  );
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  void startCore(core, settings, language, options);
  return {
    handleLink: (link) => core.receive(link),
    shouldHideOnClose: () => shouldHideToTray(settings, showWindow),
  };
}

/**
 * Before Electron 42 safeStorage blocks the main process, so a keyring prompt would keep the window
 * from painting. Ask after it has loaded.
 */
function createSealer(userData: string, windowLoaded: Promise<void> | null): KeySealer {
  const sealer = createSafeStorageSealer(
    safeStorage,
    process.platform,
    () => waitForKeyInLocalState(userData, systemClock),
    createStoresOnBus(process.env),
  );
  return windowLoaded && blocksDuringKeyringPrompt(safeStorage)
    ? probeAfter(windowLoaded, sealer)
    : sealer;
}

/** Opens the vault, resumes pending work, and reacts to the system from then on. */
async function startCore(
  core: Core,
  settings: AppSettings,
  language: AppLanguage,
  { window, windowLoaded, showWindow }: ApplicationOptions,
): Promise<void> {
  const backgroundMode = createBackgroundMode({
    core,
    settings,
    language,
    window,
    startedHidden: windowLoaded === null,
  });
  await core.start();

  app.on('browser-window-focus', core.vaultRetry.windowFocused);
  app.on('activate', showWindow);
  await backgroundMode.start();
}

/** The window is not asked whether it wants to close: a page that hangs would never answer. */
function stopCoreBeforeQuit(core: Core, window: MainWindow): void {
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    const grace = new Promise((resolve) => setTimeout(resolve, quitGraceMs));
    void Promise.race([core.stop(), grace]).finally(() => {
      stopped = true;
      window.destroy();
      app.quit();
    });
  });
}
