/** Starts that something on the computer keeps from going on, driven like a user would: by the dialog. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { BuiltApp } from './built-app.js';
import { expect, test } from './fixtures.js';
import { run } from './processes.js';
import type { User } from './user.js';

test.use({ rank: 'ordinary user', passwordStore: false, appLinks: false });

const title = 'Lanyard did not start';
/** Found in no output: it holds a code. */
const link = 'app.lanyard.desktop:/callback/practice?code=S3CR3T&state=b';

interface Obstacle {
  /** Part of what the person reads. */
  readonly says: RegExp;
  /** Without it the data folder follows from the environment. */
  readonly data?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** In place of the whole app. */
  readonly app?: string;
}

type Prepare = (user: User, built: BuiltApp) => Promise<Obstacle>;

async function lockedFolder(user: User, name: string): Promise<string> {
  await chmod(await user.folder(name), 0o500);
  return user.path(name);
}

/** A disk of its own, with one file system option. Only root can mount it. */
async function disk(user: User, name: string, option: string): Promise<string> {
  const place = await user.folder(name);
  const owner = `uid=${String(user.uid)},gid=${String(user.uid)},mode=700`;
  await run('mount', ['-t', 'tmpfs', '-o', `${option},${owner}`, 'lanyard', place], process.env);
  return place;
}

const cases: [string, Prepare][] = [
  [
    'a data folder that may not be written',
    async (user) => {
      const data = await lockedFolder(user, 'data');
      return { data, says: /You may not write to \S+\/data\. .*Change its permissions/ };
    },
  ],
  [
    'a file in place of the data folder',
    async (user) => {
      const data = await user.file('file', '');
      return { data, says: /\/file should be a folder.*Move the file away/ };
    },
  ],
  [
    'a data folder with too long a name',
    (user) => {
      const data = user.path('x'.repeat(300));
      return Promise.resolve({ data, says: /x…x+ is too long\. Use a folder with a shorter path/ });
    },
  ],
  [
    'a vault that may not be written',
    async (user) => {
      await lockedFolder(user, 'data/vault');
      return { data: user.path('data'), says: /You may not write to \S+\/data\/vault\./ };
    },
  ],
  [
    'a file in place of the folder for settings',
    async (user) => {
      const environment = { XDG_CONFIG_HOME: await user.file('config', '') };
      return { environment, says: /\/config\/Lanyard should be a folder/ };
    },
  ],
  [
    'no home folder',
    () => Promise.resolve({ environment: { HOME: undefined }, says: /The variable HOME .*Set it/ }),
  ],
  [
    'a home folder that may not be written',
    async (user) => {
      const environment = { HOME: await lockedFolder(user, 'home') };
      return { environment, says: /You may not write to \S+\/home\/\.config\/Lanyard\./ };
    },
  ],
  [
    'a temporary folder that may not be written',
    async (user) => {
      const environment = { TMPDIR: await lockedFolder(user, 'temporary') };
      return { data: user.path('data'), environment, says: /may not write to \S+\/temporary\./ };
    },
  ],
  [
    'a temporary folder with too long a path',
    async (user) => {
      const environment = { TMPDIR: await user.folder('x'.repeat(100)) };
      return { data: user.path('data'), environment, says: /x is too long\. .*TMPDIR/ };
    },
  ],
  [
    'an app without all of its files',
    async (user, { folder }) => {
      const app = await user.folder('app');
      await cp(join(folder, 'package.json'), join(app, 'package.json'));
      await cp(join(folder, 'out'), join(app, 'out'), { recursive: true });
      await rm(join(app, 'out', 'main', 'application.js'));
      await run('chmod', ['-R', 'a+rX', app], process.env);
      return { data: user.path('data'), app, says: /files at \S+\/app cannot be used/ };
    },
  ],
];
if (process.getuid?.() === 0) {
  cases.push(
    [
      'a read-only disk',
      async (user) => ({ data: await disk(user, 'disk', 'ro'), says: /\/disk is read-only\./ }),
    ],
    [
      'a full disk',
      async (user) => {
        const data = await disk(user, 'disk', 'size=4k');
        await user.file('disk/file', 'x'.repeat(4096));
        return { data, says: /no space left at \S+\/disk\. Free some/ };
      },
    ],
    [
      'a disk that takes no more files',
      async (user) => {
        const data = await disk(user, 'disk', 'nr_inodes=1');
        return { data, says: /no space left at \S+\/disk\. Free some/ };
      },
    ],
    [
      'a data folder of another user',
      async (user) => {
        await mkdir(user.path('theirs'), { mode: 0o700 });
        return { data: user.path('theirs'), says: /It may belong to another user/ };
      },
    ],
  );
}

/** As the system starts it by a link. */
function startByLink(
  user: User,
  built: BuiltApp,
  { data, environment, app = built.folder }: Obstacle,
) {
  const switches = data === undefined ? [] : [`--user-data-dir=${data}`];
  const command = [built.electron, ...switches, app, link];
  const child = spawn('env', [...user.prefix(), ...command], {
    cwd: user.home,
    env: { ...user.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => (output += piece.toString()));
  }
  const ended = once(child, 'close');
  return { child, output: () => output, ended };
}

/** Clicks the only button of the dialog, at its lower edge. False while there is no dialog. */
async function closeDialog(user: User): Promise<boolean> {
  const xdotool = (...words: string[]) => run('xdotool', words, user.env).catch(() => '');
  const found = await xdotool('search', '--onlyvisible', '--name', `^${title}$`);
  const [window = ''] = found.split('\n');
  const shape = await xdotool('getwindowgeometry', '--shell', window);
  const size = (name: string) => Number(new RegExp(`^${name}=(\\d+)$`, 'm').exec(shape)?.[1]);
  if (window === '' || Number.isNaN(size('WIDTH'))) return false;
  const middle = [String(size('WIDTH') / 2), String(size('HEIGHT') - 17)];
  await xdotool('mousemove', '--window', window, ...middle, 'click', '1');
  return true;
}

for (const [what, prepare] of cases) {
  test(`${what} is named in a dialog, with the way on, and the start ends with an error (D2)`, async ({
    user,
    built,
  }) => {
    const obstacle = await prepare(user, built);
    const { child, output, ended } = startByLink(user, built, obstacle);
    try {
      let hadDialog = false;
      const isOver = async () => {
        hadDialog = (await closeDialog(user)) || hadDialog;
        return child.exitCode !== null || child.signalCode !== null;
      };
      await expect.poll(isOver).toBe(true);
      await ended;
      expect(hadDialog, output()).toBe(true);
      expect(child.exitCode).toBe(1);
      expect(output()).toContain(title);
      expect(output()).toMatch(obstacle.says);
      expect(output()).not.toContain('S3CR3T');
    } finally {
      child.kill('SIGKILL');
      await run('umount', ['--lazy', user.path('disk')], process.env).catch(() => undefined);
      await rm(user.path('disk'), { recursive: true, force: true });
    }
  });
}

test('without a display the sentence is on the output, and the start ends with an error (D2)', async ({
  user,
  built,
}) => {
  const withoutDisplay = { DISPLAY: undefined };
  await test.step('for a data folder that may not be written', async () => {
    const says = /You may not write to \S+\/data\./;
    const data = await lockedFolder(user, 'data');
    const { child, output, ended } = startByLink(user, built, {
      ...{ data, says, environment: withoutDisplay },
    });
    await ended;
    expect(output()).toMatch(says);
    expect(child.exitCode).toBe(1);
  });
  await test.step('where nothing else is wrong', async () => {
    const says = /DISPLAY is not set/;
    const data = await user.folder('other');
    const { child, output, ended } = startByLink(user, built, {
      ...{ data, says, environment: withoutDisplay },
    });
    await ended;
    expect(output()).toMatch(says);
    expect(child.exitCode).toBe(1);
  });
});

test('an unusable runtime folder keeps Lanyard from nothing (D2)', async ({ user, lanyard }) => {
  user.env['XDG_RUNTIME_DIR'] = await lockedFolder(user, 'locked');
  await (await lanyard.start()).usable();
});
