/**
 * The composition root: what there is, in the order it comes up. Everything said here is done in
 * the room it names.
 */
import { join } from 'node:path';

import { app, clipboard, dialog, powerMonitor, safeStorage, session } from 'electron';

import { readCommandLine } from './command-line.js';
import { createLanyard, type Lanyard, type LanyardNeeds } from './connections/lanyard.js';
import type { KeySealer } from './connections/ports.js';
import { createRequestHandlers } from './connections/requests.js';
import { findWindowFiles, registerAppScheme, serveWindowFiles } from './electron/app-protocol.js';
import { openTheDoor, send } from './electron/ipc-main.js';
import { surviveTheUnforeseen } from './electron/last-resort.js';
import { linkHandler, registerLinkHandler } from './electron/link-handler.js';
import { aboutThis } from './electron/about.js';
import { createAlwaysThere, desktopOffers, goesToTray } from './electron/always-there.js';
import { leaveOutDefaultMenu, setMenu } from './electron/menu.js';
import { makeKnownToNotifications } from './electron/notifications.js';
import { createNetworkFetch, useConnectionsOnce } from './electron/network.js';
import { keyInLocalState } from './electron/local-state.js';
import { choosePasswordStore } from './electron/password-store.js';
import { createPrinter } from './electron/printer.js';
import { createSurroundings } from './electron/power.js';
import { addressAmong, onOpenUrl, onStartedAgain } from './electron/private-use-scheme.js';
import { refuseSwitches } from './electron/refused-switches.js';
import { restartOptions } from './electron/restart.js';
import {
  askedAfter,
  createSafeStorageSealer,
  standsStillForKeyring,
} from './electron/safe-storage.js';
import { createLoginItem, wasStartedAtLogin } from './electron/start-at-login.js';
import { systemClock } from './electron/system-clock.js';
import { userAgent } from './electron/user-agent.js';
import { vaultMarksFolder } from './electron/vault-marks.js';
import { raiseWalls } from './electron/walls.js';
import { createTheWindow, type TheWindow } from './electron/the-window.js';
import {
  adjustedAuthorizationUrl,
  adjustedFetch,
  describeAdjustment,
} from './services/adjustments/apply.js';
import { createCatalogue } from './services/catalogue.js';
import { loadDefinitions } from './services/definitions-on-disk.js';
import { writeDurably } from './storage/disk/durable-file.js';
import { openSettingsFile } from './storage/settings-file.js';
import { createSettingsDesk } from './settings/settings-desk.js';
import { createVault } from './storage/vault.js';

/** An exchange under way at quitting is given this long, ms. */
const QUIT_GRACE_MS = 5_000;

// Not awaited: Electron gets ready only once this module has been evaluated.
if (!refuseSwitches(app, dialog, process)) {
  if (app.requestSingleInstanceLock()) void run();
  else app.exit();
}

async function run(): Promise<void> {
  let window: TheWindow | null = null;
  let lanyard: Lanyard | null = null;
  const early: string[] = [];
  const receive = (address: string) => (lanyard ? lanyard.receive(address) : early.push(address));
  // Asked for before there could be one; a function sets it, which the compiler does not see.
  let wanted = false as boolean;
  const forward = () => {
    wanted = true;
    void window?.open();
  };
  const tell: LanyardNeeds['tell'] = (channel, payload) => {
    const contents = window?.contents();
    if (contents) send(contents, channel, payload);
  };

  // Before the app is ready
  surviveTheUnforeseen();
  registerAppScheme();
  makeKnownToNotifications(app, process.platform);
  choosePasswordStore(app, process.env);
  useConnectionsOnce(app);
  raiseWalls();
  onOpenUrl(app, receive);
  onStartedAgain(app, { byLink: receive, byPerson: forward });
  leaveOutDefaultMenu();

  // Read while Electron gets ready
  const userData = app.getPath('userData');
  const { services, hidden } = readCommandLine(process.argv.slice(1), process.cwd());
  const reading = Promise.all([
    openSettingsFile(join(userData, 'settings.json')),
    loadDefinitions({
      commandLine: services,
      userData,
      platform: process.platform,
      environment: process.env,
    }),
    findWindowFiles(join(import.meta.dirname, '../renderer')),
  ]);
  await app.whenReady();
  const [settingsFile, definitions, windowFiles] = await reading;

  // The window: the rest is put together while its process starts
  const windowSession = session.fromPartition('window');
  serveWindowFiles(windowSession, windowFiles);
  window = createTheWindow({
    session: windowSession,
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    hidesOnClose: () => goesToTray(settings, forward),
  });
  const cold = addressAmong(process.argv);
  const addresses = [...early, ...(cold === null ? [] : [cold])];
  const atLogin = hidden || wasStartedAtLogin(app, process.platform);
  const outOfSight = atLogin && !wanted && addresses.length === 0;
  const loaded = outOfSight ? null : window.open();

  // Where nothing else goes on while a keyring is asked, one that waits for the person would keep the
  // window from them.
  const askedInTime = (sealer: KeySealer) =>
    loaded && standsStillForKeyring(safeStorage) ? askedAfter(loaded, sealer) : sealer;

  // The application. Nothing is awaited up to its door: the window finds it open.
  registerLinkHandler();
  setMenu();
  const settings = createSettingsDesk({
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
  const oauthFetch = createNetworkFetch();
  lanyard = createLanyard({
    vault: createVault({
      directory: join(userData, 'vault'),
      sealer: askedInTime(
        createSafeStorageSealer(safeStorage, process.platform, () =>
          keyInLocalState(userData, systemClock),
        ),
      ),
      now: () => systemClock.now(),
      marksIn: vaultMarksFolder(process.platform, process.env, app.getPath('home'), userData),
    }),
    catalogue: createCatalogue(definitions),
    clock: systemClock,
    oauth: {
      fetch: oauthFetch,
      now: () => systemClock.now(),
      keySets: new Map(),
      proofNonces: new Map(),
    },
    adjuster: {
      fetch: adjustedFetch,
      authorizationUrl: adjustedAuthorizationUrl,
      describe: describeAdjustment,
    },
    userAgent,
    scheme: linkHandler,
    surroundings: createSurroundings(),
    clipboard: { write: (text) => void clipboard.writeText(text) },
    settings,
    printer: createPrinter(window.contents),
    restart: () => {
      app.relaunch(restartOptions(process.argv, process.env));
      app.exit();
    },
    random: Math.random,
    answered: forward,
    tell,
    isHeard: () => window.contents() !== null,
  });
  quitInOrder(lanyard);
  openTheDoor(createRequestHandlers(lanyard), (contents) => contents === window.contents());

  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  // While the window loads
  for (const address of addresses) lanyard.receive(address);
  const alwaysThere = createAlwaysThere({ lanyard, settings, window, outOfSight });
  await lanyard.start();

  const { vaultWatch } = lanyard;
  powerMonitor.on('resume', () => vaultWatch.noticed('screen_unlocked'));
  powerMonitor.on('unlock-screen', () => vaultWatch.noticed('screen_unlocked'));
  app.on('browser-window-focus', () => vaultWatch.noticed('window_focused'));
  app.on('activate', forward);
  await alwaysThere.settle();
}

function quitInOrder(lanyard: Lanyard): void {
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    const grace = new Promise((resolve) => setTimeout(resolve, QUIT_GRACE_MS));
    void Promise.race([lanyard.stop(), grace]).finally(() => {
      stopped = true;
      app.quit();
    });
  });
}
