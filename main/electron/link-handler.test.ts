import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { afterEach, expect, test, vi } from 'vitest';

import { newDirectory, newFolder } from '../../testing/new-directory.js';
import { execArgv } from './autostart-entry.js';

/** The installed app, with the usual data. */
const app = {
  isPackaged: true,
  folders: { appData: '/home/nobody/.config', userData: '/home/nobody/.config/Lanyard' },
};
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return app.isPackaged;
    },
    getAppPath: () => '/home/nobody/lanyard',
    getName: () => 'Lanyard',
    getPath: (name: keyof typeof app.folders) => app.folders[name],
  },
}));

const { linkHandler } = await import('./link-handler.js');

afterEach(() => {
  vi.unstubAllEnvs();
  app.isPackaged = true;
  app.folders.userData = '/home/nobody/.config/Lanyard';
});

/** A desktop whose links are opened by `program`, with these words after it. */
async function withLinksOpenedBy(program: string, ...words: readonly string[]) {
  const folder = await newDirectory();
  await mkdir(join(folder, 'applications'), { recursive: true });
  const entry = `[Desktop Entry]\nType=Application\nExec="${program}" ${words.map((word) => `${word} `).join('')}%u\n`;
  await writeFile(join(folder, 'applications/lanyard.desktop'), entry);
  const answer = '#!/bin/sh\necho lanyard.desktop\n';
  await writeFile(join(folder, 'xdg-mime'), answer, { mode: 0o755 });
  vi.stubEnv('XDG_DATA_HOME', folder);
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`);
}

/** The file of an AppImage, of which this program runs. */
async function asAppImage() {
  const folder = await newDirectory();
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'Lanyard-1.0.0.AppImage');
  await writeFile(file, '');
  vi.stubEnv('APPIMAGE', file);
  vi.stubEnv('APPDIR', undefined);
  return file;
}

const onLinux = test.runIf(process.platform === 'linux');

onLinux('a link that another AppImage opens does not open this one (N11)', async () => {
  const other = await asAppImage();
  await asAppImage();
  await withLinksOpenedBy(other);
  expect(await linkHandler.isOurs()).toBe(false);
});

onLinux('a link opens this AppImage, also by another name of its file (H98, N11)', async () => {
  const file = await asAppImage();
  await withLinksOpenedBy(file);
  expect(await linkHandler.isOurs()).toBe(true);
  await symlink(file, `${file}.link`);
  await withLinksOpenedBy(`${file}.link`);
  expect(await linkHandler.isOurs()).toBe(true);
});

onLinux('a link opens this program, also by its bare name in PATH (H98, N11)', async () => {
  const file = await asAppImage();
  await withLinksOpenedBy('lanyard');
  expect(await linkHandler.isOurs()).toBe(false);
  const folder = await newDirectory();
  await mkdir(folder, { recursive: true });
  await chmod(file, 0o755);
  await symlink(file, join(folder, 'lanyard'));
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`);
  expect(await linkHandler.isOurs()).toBe(true);
  await writeFile(join(folder, 'other'), '', { mode: 0o755 });
  await withLinksOpenedBy('other');
  expect(await linkHandler.isOurs()).toBe(false);
});

onLinux('in the terminal of an AppImage, a link opens the installed program (N11)', async () => {
  await asAppImage();
  vi.stubEnv('APPDIR', '/tmp/.mount_Termin');
  await withLinksOpenedBy(process.execPath);
  expect(await linkHandler.isOurs()).toBe(true);
});

onLinux('another data folder of the same program is another copy (N11)', async () => {
  const file = await asAppImage();
  const isOursWith = async (...words: readonly string[]) => {
    await withLinksOpenedBy(file, ...words);
    return linkHandler.isOurs();
  };
  expect(await isOursWith('--user-data-dir=/home/nobody/work')).toBe(false);
  expect(await isOursWith('"--user-data-dir=/home/nobody/my work"')).toBe(false);
  expect(await isOursWith('--user-data-dir=/home/nobody/.config/Lanyard/')).toBe(true);
  expect(
    await isOursWith('--user-data-dir=/a', '--user-data-dir=/home/nobody/.config/Lanyard'),
  ).toBe(true);
  expect(await isOursWith('--ozone-platform=wayland', '--')).toBe(true);

  app.folders.userData = '/home/nobody/my work';
  expect(await isOursWith()).toBe(false);
  expect(await isOursWith('"--user-data-dir=/home/nobody/my work"')).toBe(true);
});

onLinux('another app of the same runtime is another program (N11)', async () => {
  const file = await asAppImage();
  app.isPackaged = false;
  for (const [folder, expected] of [
    ['/home/nobody/lanyard', true],
    ['/home/nobody/other', false],
    ['--', false],
  ] as const) {
    await withLinksOpenedBy(file, folder);
    expect([folder, await linkHandler.isOurs()]).toEqual([folder, expected]);
  }
});

onLinux(
  'a launcher that names this program opens it, one of an earlier version does not (N11)',
  async () => {
    const file = await asAppImage();
    const launcher = join(await newFolder(), 'lanyard');
    await writeFile(launcher, `#!/bin/sh\nexec "${file}" "$@"\n`);
    await withLinksOpenedBy(launcher);
    expect(await linkHandler.isOurs()).toBe(true);
    await writeFile(launcher, `#!/bin/sh\nexec /nix/store/0a1b-lanyard-0.9/lanyard "$@"\n`);
    expect(await linkHandler.isOurs()).toBe(false);
  },
);

onLinux('an entry without a program opens nothing of ours (H98)', async () => {
  const file = await asAppImage();
  await withLinksOpenedBy(file);
  await writeFile(
    join(process.env['XDG_DATA_HOME'] ?? '', 'applications/lanyard.desktop'),
    '[Desktop Entry]\nName=x\n',
  );
  expect(await linkHandler.isOurs()).toBe(false);
});

test.each([
  ['Exec=/opt/Lanyard/lanyard %u', ['/opt/Lanyard/lanyard']],
  ['Exec="/opt/My Apps/lanyard" --x=1 %u', ['/opt/My Apps/lanyard', '--x=1']],
  ['Exec="/opt/a \\\\"b\\\\"/lanyard" %u', ['/opt/a "b"/lanyard']],
])('%s starts %j (H98)', (line, words) => {
  expect(execArgv(`[Desktop Entry]\nType=Application\n${line}\nMimeType=x;\n`)).toEqual(words);
});
