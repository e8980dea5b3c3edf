/**
 * `npm start`: sets everything up, then opens the app with a practice service in its catalogue.
 * Without a display it runs the tour instead.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import {
  findRunningPracticeService,
  startPracticeService,
} from './practice-service/practice-service.mjs';
import { installLinkHandler } from './setup/link-handler.mjs';
import { createProgress, explain } from './setup/progress.mjs';
import { developmentDir, sandboxSwitches } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';
import { giveTour } from './tour/tour.mjs';

const progress = createProgress();
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

try {
  if (hasDisplay) {
    process.exitCode = await openApp();
  } else {
    progress.say('There is no display, so the tour runs instead.');
    await giveTour(progress);
  }
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

/** @returns {Promise<number>} the app's exit code */
async function openApp() {
  const { dir, runtime } = await setUp(progress, { systemPackages: 'app' });
  const practiceDir = join(developmentDir(), 'practice-service');
  const running = await findRunningPracticeService(practiceDir);
  const practice =
    running === undefined ? await startPracticeService({ dataDir: practiceDir }) : undefined;
  const command = [
    runtime.executable,
    ...sandboxSwitches,
    `--user-data-dir=${join(developmentDir(), 'app')}`,
    dir,
    '--services',
    practice?.servicesFile ?? running ?? '',
  ];
  if (process.platform === 'linux') await installLinkHandler({ command });

  progress.say(`Lanyard is open. Its data is in ${developmentDir()}; press Ctrl-C to quit.`);
  try {
    return await run(command);
  } finally {
    await practice?.stop();
  }
}

/** @param {string[]} command */
async function run([executable = '', ...args]) {
  const child = spawn(executable, args, { stdio: ['ignore', 'inherit', 'pipe'] });
  // Hide Chromium's messages on graphics and the message bus.
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!/^\[\d+:\d{4}\/\d{6}/.test(line)) process.stderr.write(`${line}\n`);
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill('SIGTERM'));
  }
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) =>
    child.once('exit', resolve).once('error', reject),
  );
  return code ?? 0;
}
