/**
 * Entry point. Kept small so that the window appears quickly; the rest is loaded by application.ts
 * while the renderer starts.
 */
import { join } from 'node:path';

import { app, dialog, nativeTheme } from 'electron';

import { parseCommandLine } from './command-line.js';
import { localeFor } from './electron/app-language.js';
import { readWindowFiles, registerAppScheme, serveWindowFiles } from './electron/app-protocol.js';
import { setAppUserModelId } from './electron/app-user-model-id.js';
import { removeDefaultMenu } from './electron/default-menu.js';
import { outliveGpuCrashes } from './electron/gpu-crashes.js';
import { hardenSessions } from './electron/hardening.js';
import { linkInArgv, onOpenUrl, onSecondInstance } from './electron/incoming-links.js';
import { registerHandlers } from './electron/ipc-main.js';
import { createMainWindow, type MainWindow } from './electron/main-window.js';
import { disableHttp2AndHttp3 } from './electron/network.js';
import { choosePasswordStore } from './electron/password-store.js';
import { findRefusedSwitch } from './electron/refused-switches.js';
import { restartOptions } from './electron/restart.js';
import { avoidUnusableSharedMemory } from './electron/shared-memory.js';
import { wasStartedAtLogin } from './electron/start-at-login.js';
import { checkStart } from './electron/start-problem.js';
import { applyTheme } from './electron/theme.js';
import { reportUncaughtErrors } from './electron/uncaught-errors.js';
import { createWindowSession } from './electron/window-session.js';
import { passwordStoresOf } from './storage/keys/sealed-by.js';
import { readStoredLanguage, readStoredTheme } from './storage/stored-choice.js';

const report = reportUncaughtErrors();
avoidUnusableSharedMemory(app, process.platform);
const refusedSwitch = findRefusedSwitch(app, process);
if (refusedSwitch !== null) {
  // Awaited, so that the app has ended before Electron is ready.
  const { refuseStart } = await import('./electron/refused-start.js');
  await refuseStart(app, dialog, refusedSwitch);
} else {
  const check = await checkStart(app, process.platform, process.env);
  switch (check.kind) {
    case 'ready': {
      const passwordStoreChosen = choosePasswordStore(
        app,
        process.env,
        passwordStoresOf(join(app.getPath('userData'), 'vault')),
      );
      // Not awaited: Electron is ready only once this module has been evaluated.
      void start().catch(endIncomplete);
      // Awaited: Electron reads the choice when it becomes ready.
      await passwordStoreChosen;
      break;
    }
    case 'another_copy_runs':
      app.exit();
      break;
    case 'problem': {
      const { failStart } = await import('./electron/failed-start.js');
      // Not awaited: a dialog needs Electron to be ready.
      void failStart(app, dialog, check);
    }
  }
}

async function endIncomplete(error: unknown): Promise<void> {
  report(error);
  const { failStart } = await import('./electron/failed-start.js');
  await failStart(app, dialog, {
    ...{ hasDataFolder: true, hasDisplay: true },
    problem: { place: app.getAppPath(), reason: 'incomplete' },
  });
}

async function start(): Promise<void> {
  let window: MainWindow | null = null;
  // The user may ask for the window before it exists. The cast: the compiler does not see that a
  // callback sets it.
  let windowRequested = false as boolean;
  const showWindow = () => {
    windowRequested = true;
    void window?.open();
  };
  const earlyLinks: string[] = [];
  let handleLink = (link: string): void => void earlyLinks.push(link);

  // Before the app is ready
  registerAppScheme();
  setAppUserModelId(app, process.platform);
  disableHttp2AndHttp3(app);
  hardenSessions();
  outliveGpuCrashes(app);
  onOpenUrl(app, (link) => handleLink(link));
  onSecondInstance(app, { onLink: (link) => handleLink(link), onStart: showWindow });
  removeDefaultMenu();

  const { services, hidden } = parseCommandLine(process.argv.slice(1), process.cwd());
  const windowFiles = readWindowFiles(join(import.meta.dirname, '../renderer'));
  await app.whenReady();

  // The window. Its requests wait until the guard is set.
  const settingsFile = join(app.getPath('userData'), 'settings.json');
  applyTheme(nativeTheme, readStoredTheme(settingsFile));
  const windowSession = createWindowSession();
  serveWindowFiles(windowSession, windowFiles, () =>
    Promise.resolve(localeFor(app, readStoredLanguage(settingsFile))),
  );
  window = createMainWindow({
    window: {
      session: windowSession,
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      stateFile: join(app.getPath('userData'), 'window.json'),
      shouldHideOnClose: async () => (await application).shouldHideOnClose(),
    },
    recovery: {
      dialog,
      quit: () => app.quit(),
      restart() {
        app.relaunch(restartOptions(process.argv, process.env));
        app.quit();
      },
      kill: (pid) => process.kill(pid, 'SIGKILL'),
      now: () => performance.now(),
    },
  });
  const setGuard = registerHandlers();
  const launchLink = linkInArgv(process.argv);
  if (launchLink !== null) earlyLinks.push(launchLink);
  const startedAtLogin = hidden || wasStartedAtLogin(app, process.platform);
  const startHidden = startedAtLogin && !windowRequested && earlyLinks.length === 0;
  const windowLoaded = startHidden ? null : window.open();

  // Everything behind it
  const application = import('./application.js').then(({ startApplication }) =>
    startApplication({ window, windowLoaded, showWindow, services, setGuard }),
  );
  const [loaded] = await Promise.all([application, windowFiles]);
  handleLink = (link) => loaded.handleLink(link);
  for (const link of earlyLinks) handleLink(link);
}
