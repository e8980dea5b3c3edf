/**
 * The composition root: what there is, in the order it comes up. Everything said here is done in
 * the room it names.
 */
import { join } from 'node:path';

import { app, type BrowserWindow, clipboard, powerMonitor, safeStorage, session } from 'electron';

import { readCommandLine } from './command-line.js';
import { createLanyard, type Lanyard } from './connections/lanyard.js';
import { createRequestHandlers } from './connections/requests.js';
import { registerAppScheme, serveWindowFiles } from './electron/app-protocol.js';
import { openTheDoor, send } from './electron/ipc-main.js';
import { surviveTheUnforeseen } from './electron/last-resort.js';
import { linkHandler, registerLinkHandler } from './electron/link-handler.js';
import { setMenu } from './electron/menu.js';
import { createNetworkFetch, useConnectionsOnce } from './electron/network.js';
import { keyInLocalState } from './electron/local-state.js';
import { choosePasswordStore } from './electron/password-store.js';
import { createPrinter } from './electron/printer.js';
import { addressAmong, onOpenUrl } from './electron/private-use-scheme.js';
import { createSafeStorageSealer } from './electron/safe-storage.js';
import { systemClock } from './electron/system-clock.js';
import { userAgent } from './electron/user-agent.js';
import { raiseWalls } from './electron/walls.js';
import { bringForward, createWindow, loadWindow } from './electron/window.js';
import { createBoundedFetch } from './oauth/bounded-fetch.js';
import {
  adjustedAuthorizationUrl,
  adjustedFetch,
  describeAdjustment,
} from './services/adjustments/apply.js';
import { createCatalogue } from './services/catalogue.js';
import { loadDefinitions } from './services/definitions-on-disk.js';
import { createVault } from './storage/vault.js';

/** An exchange under way at quitting is given this long, ms. */
const QUIT_GRACE_MS = 5_000;

// Not awaited: Electron gets ready only once this module has been evaluated.
if (app.requestSingleInstanceLock()) void run();
else app.exit();

async function run(): Promise<void> {
  let window: BrowserWindow | null = null;
  let lanyard: Lanyard | null = null;
  const early: string[] = [];
  const receive = (address: string) => (lanyard ? lanyard.receive(address) : early.push(address));
  const forward = () => window && bringForward(window);

  // Before the app is ready
  surviveTheUnforeseen();
  registerAppScheme();
  choosePasswordStore(app, process.env);
  useConnectionsOnce(app);
  raiseWalls();
  onOpenUrl(app, receive);
  app.on('second-instance', (_event, argv) => {
    const address = addressAmong(argv);
    if (address === null) forward();
    else receive(address);
  });
  await app.whenReady();
  registerLinkHandler();
  setMenu();

  // The application
  const { services } = readCommandLine(process.argv.slice(1), process.cwd());
  const oauthFetch = createBoundedFetch(createNetworkFetch());
  lanyard = createLanyard({
    vault: createVault({
      directory: join(app.getPath('userData'), 'vault'),
      sealer: createSafeStorageSealer(safeStorage, process.platform, () =>
        keyInLocalState(app.getPath('userData'), systemClock),
      ),
      now: () => systemClock.now(),
    }),
    catalogue: createCatalogue(
      await loadDefinitions({
        commandLine: services,
        userData: app.getPath('userData'),
        platform: process.platform,
        environment: process.env,
      }),
    ),
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
    clipboard: { write: (text) => void clipboard.writeText(text) },
    printer: createPrinter(() => window?.webContents ?? null),
    restart: () => {
      app.relaunch();
      app.exit();
    },
    random: Math.random,
    answered: forward,
    tell: (channel, payload) => window && send(window.webContents, channel, payload),
  });
  openTheDoor(createRequestHandlers(lanyard), (contents) => contents === window?.webContents);

  // The window, then what takes longer than painting it
  const windowSession = session.fromPartition('window');
  await serveWindowFiles(windowSession, join(import.meta.dirname, '../renderer'));
  const showWindow = async () => {
    window = createWindow({
      session: windowSession,
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
    });
    window.on('closed', () => (window = null));
    await loadWindow(window);
  };
  await showWindow();
  const cold = addressAmong(process.argv);
  for (const address of [...early, ...(cold === null ? [] : [cold])]) lanyard.receive(address);
  await lanyard.start();

  powerMonitor.on('resume', lanyard.refresher.look);
  const { vaultWatch } = lanyard;
  powerMonitor.on('resume', () => vaultWatch.noticed('screen_unlocked'));
  powerMonitor.on('unlock-screen', () => vaultWatch.noticed('screen_unlocked'));
  app.on('browser-window-focus', () => vaultWatch.noticed('window_focused'));
  app.on('activate', () => {
    if (window) forward();
    else void showWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  quitInOrder(lanyard);
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
