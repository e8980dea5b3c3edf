/** Sets up screen, keyring, server, browser, link handler and app, runs the tour, and cleans up. */
import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { startPracticeService } from '../practice-service/practice-service.mjs';
import { installLinkHandler } from '../setup/link-handler.mjs';
import { SetupError } from '../setup/progress.mjs';
import { isRoot, projectDir, sandboxSwitches } from '../setup/project.mjs';
import { setUp } from '../setup/set-up.mjs';
import { startDesktop } from './desktop.mjs';
import { runSteps } from './steps.mjs';
import { makeSystemBrowser } from './system-browser.mjs';

const resultsDir = join(projectDir, 'tour-results');

/**
 * @param {import('../setup/progress.mjs').Progress} progress
 * @throws if any step did not really happen
 */
export async function giveTour(progress) {
  if (process.platform !== 'linux') {
    throw new SetupError('The tour starts a separate desktop session, which needs Linux.');
  }
  const project = await setUp(progress, { systemPackages: 'everything' });
  await rm(resultsDir, { recursive: true, force: true });
  await mkdir(resultsDir, { recursive: true });

  /** @type {(() => Promise<unknown>)[]} */
  const cleanups = [];
  const cleanUp = async () => {
    for (const part of cleanups.splice(0).reverse()) await part();
  };
  const interrupted = () => void cleanUp().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const stage = await progress.step('A desktop, a practice service and a browser', () =>
      setUpTour(project, cleanups),
    );
    await runSteps(progress, { ...stage, takePicture: pictureTaker(resultsDir) });
    progress.say(
      `Every step happened. The pictures are in ${relative(process.cwd(), resultsDir)}.`,
    );
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await cleanUp();
  }
}

/**
 * @param {import('../setup/set-up.mjs').ReadyProject} project
 * @param {(() => Promise<unknown>)[]} cleanups receives a function per part that ends it
 */
async function setUpTour({ dir, runtime }, cleanups) {
  const desktop = await startDesktop();
  cleanups.push(() => desktop.end());
  const practice = await startPracticeService({ dataDir: join(desktop.home, 'practice-service') });
  cleanups.push(() => practice.stop());
  const browser = await makeSystemBrowser(desktop, practice.issuer);
  cleanups.push(() => browser.close());

  const args = [
    ...sandboxSwitches,
    '--password-store=gnome-libsecret',
    `--user-data-dir=${join(desktop.home, 'lanyard')}`,
    dir,
    '--services',
    practice.servicesFile,
  ];
  await installLinkHandler({ command: [runtime.executable, ...args], env: desktop.env });

  const openApp = async () => {
    const { _electron } = await import('playwright');
    const app = await _electron.launch({
      executablePath: runtime.executable,
      args,
      env: desktop.env,
      cwd: desktop.home,
      chromiumSandbox: !isRoot,
    });
    cleanups.push(() => app.close());
    return await app.firstWindow();
  };
  return { practice, browser, openApp };
}

/**
 * @param {string} dir
 * @returns {(page: import('playwright').Page, name: string) => Promise<string>} the path of the
 *   picture in light colours; it also takes one in dark colours
 */
function pictureTaker(dir) {
  let count = 0;
  return async (page, name) => {
    count += 1;
    const base = join(dir, `${String(count).padStart(2, '0')}-${name}`);
    for (const colorScheme of /** @type {const} */ (['dark', 'light'])) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${base}-${colorScheme}.png`, animations: 'disabled' });
    }
    await page.emulateMedia({ colorScheme: null });
    return relative(process.cwd(), `${base}-light.png`);
  };
}
