import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { afterEach, expect, test, vi } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';

vi.mock('electron', () => ({ app: {} }));

const { execProgram, linkHandler } = await import('./link-handler.js');

afterEach(() => vi.unstubAllEnvs());

/** A desktop whose links are opened by `program`. */
async function withLinksOpenedBy(program: string) {
  const folder = await newDirectory();
  await mkdir(join(folder, 'applications'), { recursive: true });
  const entry = `[Desktop Entry]\nType=Application\nExec="${program}" %u\n`;
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

test('finds no program in an entry without one', () => {
  expect(execProgram('[Desktop Entry]\nName=x\n')).toBeNull();
});

test.each([
  ['Exec=/opt/Lanyard/lanyard %u', '/opt/Lanyard/lanyard'],
  ['Exec="/opt/My Apps/lanyard" --user-data-dir=/x %u', '/opt/My Apps/lanyard'],
  ['Exec="/opt/a \\"b\\"/lanyard" %u', '/opt/a "b"/lanyard'],
])('%s starts %s (H98)', (line, program) => {
  expect(execProgram(`[Desktop Entry]\nType=Application\n${line}\nMimeType=x;\n`)).toBe(program);
});
