/**
 * The time zone of this computer. Chromium follows a change in the window only, where formatters made
 * before keep the old zone, and Node does not follow it. So main finds out the name of the zone, and
 * everything that shows a time is given that name.
 */
import { lstatSync, readlinkSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** A copy of a zone's file, or a link to it. The second names the zone of a copy, on Debian. */
const systemFiles = ['/etc/localtime', '/etc/timezone'] as const;
const mostLinks = 10;

type Setting =
  /** A file that may be replaced. */
  | { readonly kind: 'file'; readonly path: string }
  /** No file, on Windows. */
  | { readonly kind: 'system' }
  /** The environment of this process. */
  | { readonly kind: 'fixed' };

/**
 * Returns a function that reads the zone again if it may have changed.
 *
 * @param files where the system's zone is set
 */
export function createTimeZone(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  files: readonly string[] = systemFiles,
): () => string {
  const setting = settingOf(platform, environment, files);
  const marks = () => (setting.kind === 'file' ? marksOf([setting.path, ...files]) : '');
  let marked = marks();
  let zone = read(setting);
  return () => {
    const now = marks();
    if (setting.kind !== 'fixed' && (now !== marked || setting.kind === 'system')) {
      marked = now;
      detectAgain();
      zone = read(setting);
    }
    return zone;
  };
}

/** @see https://man7.org/linux/man-pages/man3/tzset.3.html for `TZ`, which may name a file */
function settingOf(
  platform: NodeJS.Platform,
  { TZ: variable }: NodeJS.ProcessEnv,
  [systemFile = '']: readonly string[],
): Setting {
  if (platform === 'win32') return { kind: 'system' };
  if (variable === undefined) return { kind: 'file', path: systemFile };
  const path = variable.replace(/^:/, '');
  return path.startsWith('/') ? { kind: 'file', path } : { kind: 'fixed' };
}

function read(setting: Setting): string {
  const linked = setting.kind === 'file' ? zoneLinkedBy(setting.path) : null;
  const zone = linked ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isZone(zone) ? zone : 'UTC';
}

/** The name in a link such as `/etc/localtime` → `/usr/share/zoneinfo/Asia/Tokyo`; null: it is none. */
function zoneLinkedBy(path: string): string | null {
  let file = path;
  for (let links = 0; links < mostLinks; links++) {
    const target = orNull(() => readlinkSync(file));
    if (target === null) return null;
    const name = /\/zoneinfo(?:\.default)?\/(?:posix\/|right\/)?(.+)$/.exec(target)?.[1];
    if (name !== undefined && isZone(name)) return name;
    file = resolve(dirname(file), target);
  }
  return null;
}

function isZone(name: string): boolean {
  return orNull(() => new Intl.DateTimeFormat('en', { timeZone: name })) !== null;
}

/** Differs after any of the files was replaced, changed or removed. */
function marksOf(files: readonly string[]): string {
  const marks = files.map((file) =>
    orNull(() => {
      const { ino, mtimeMs, size } = statSync(file);
      const { ino: ofLink, ctimeMs } = lstatSync(file);
      return [ino, mtimeMs, size, ofLink, ctimeMs];
    }),
  );
  return JSON.stringify(marks);
}

/** Node looks at the system again only when `TZ` is set or deleted, even if that changes nothing. */
function detectAgain(): void {
  const { TZ: variable } = process.env;
  if (variable === undefined) delete process.env['TZ'];
  else process.env['TZ'] = variable;
}

function orNull<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}
