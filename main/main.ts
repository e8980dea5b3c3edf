/**
 * The first of the app to run, and small so that it is soon through: its walls, and its window. What
 * the window shows is loaded and put together (application.ts) while the window's process starts.
 */
import { join } from 'node:path';

import { app, dialog, session } from 'electron';

import { readCommandLine } from './command-line.js';
import { readWindowFiles, registerAppScheme, serveWindowFiles } from './electron/app-protocol.js';
import { registerHandlers } from './electron/ipc-main.js';
import { reportUncaughtErrors } from './electron/uncaught-errors.js';
import { leaveOutDefaultMenu } from './electron/menu.js';
import { useConnectionsOnce } from './electron/network.js';
import { makeKnownToNotifications } from './electron/notifications.js';
import { choosePasswordStore } from './electron/password-store.js';
import { linkInArguments, onOpenUrl, onStartedAgain } from './electron/incoming-links.js';
import { refuseSwitches } from './electron/refused-switches.js';
import { wasStartedAtLogin } from './electron/start-at-login.js';
import { createMainWindow, type MainWindow } from './electron/main-window.js';
import { hardenSessions } from './electron/hardening.js';

// Not awaited: Electron gets ready only once this module has been evaluated.
if (!refuseSwitches(app, dialog, process)) {
  if (app.requestSingleInstanceLock()) void run();
  else app.exit();
}

async function run(): Promise<void> {
  let window: MainWindow | null = null;
  // Asked for before there could be one; a function sets it, which the compiler does not see.
  let wanted = false as boolean;
  const forward = () => {
    wanted = true;
    void window?.open();
  };
  const early: string[] = [];
  let receive = (address: string): void => void early.push(address);

  // Before the app is ready
  reportUncaughtErrors();
  registerAppScheme();
  makeKnownToNotifications(app, process.platform);
  choosePasswordStore(app, process.env);
  useConnectionsOnce(app);
  hardenSessions();
  onOpenUrl(app, (address) => receive(address));
  onStartedAgain(app, { byLink: (address) => receive(address), byPerson: forward });
  leaveOutDefaultMenu();

  const { services, hidden } = readCommandLine(process.argv.slice(1), process.cwd());
  const reading = readWindowFiles(join(import.meta.dirname, '../renderer'));
  await app.whenReady();

  // The window, and its door: what knocks before anybody is there waits
  const windowSession = session.fromPartition('window');
  serveWindowFiles(windowSession, reading);
  window = createMainWindow({
    session: windowSession,
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    hidesOnClose: async () => (await application).hidesOnClose(),
  });
  const setGuard = registerHandlers();
  const cold = linkInArguments(process.argv);
  if (cold !== null) early.push(cold);
  const atLogin = hidden || wasStartedAtLogin(app, process.platform);
  const outOfSight = atLogin && !wanted && early.length === 0;
  const loaded = outOfSight ? null : window.open();

  // What it shows
  const application = import('./application.js').then(({ startApplication }) =>
    startApplication({ window, loaded, forward, services, setGuard }),
  );
  ({ receive } = await application);
  for (const address of early) receive(address);
}
