/**
 * The time zone of this computer. Chromium follows a change in the window only, where formatters made
 * before keep the old zone, and Node does not follow it. So main finds out the name of the zone, and
 * everything that shows a time is given that name.
 */
import { existsSync, lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { posixTimeZone } from './posix-time-zone.js';
import { isZone, zoneByRules } from './zone-by-rules.js';
import { zoneFile } from './zone-file.js';
import type { ZoneRules } from './zone-rules.js';

/** A copy of a zone's file, or a link to it. The second names the zone of a copy, on Debian. */
const systemFiles = ['/etc/localtime', '/etc/timezone'] as const;
const zoneFolder = '/usr/share/zoneinfo';
const mostLinks = 10;

type Setting =
  /** A file that may be replaced. */
  | { readonly kind: 'file'; readonly path: string }
  /** No file, on Windows. */
  | { readonly kind: 'system' }
  /** In the environment of this process, by a name or by its rules. */
  | { readonly kind: 'named'; readonly zone: string }
  | { readonly kind: 'rules'; readonly rules: ZoneRules };

/**
 * Returns a function that reads the zone again if it may have changed.
 *
 * @param files where the system's zone is set
 */
export function createTimeZone(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  now: () => number,
  files: readonly string[] = systemFiles,
): () => string {
  const setting = settingOf(platform, environment, files);
  const marks = () => (setting.kind === 'file' ? marksOf([setting.path, ...files]) : '');
  let marked = marks();
  let found = read(setting, files, now());
  return () => {
    const at = now();
    const current = marks();
    if (current !== marked || setting.kind === 'system') {
      marked = current;
      detectAgain();
      found = read(setting, files, at);
    } else if (found.rules !== null && found.rules.offsetAt(at) !== found.offset) {
      found = byRules(found.rules, at);
    }
    return found.zone;
  };
}

/**
 * Reads `TZ` like the system's own programs, and besides takes every name that formatters know.
 * @see https://man7.org/linux/man-pages/man3/tzset.3.html
 */
function settingOf(
  platform: NodeJS.Platform,
  { TZ: variable, TZDIR: folder = zoneFolder }: NodeJS.ProcessEnv,
  [systemFile = '']: readonly string[],
): Setting {
  if (platform === 'win32') return { kind: 'system' };
  if (variable === undefined) return { kind: 'file', path: systemFile };
  const value = variable.replace(/^:/, '');
  if (value.startsWith('/')) return { kind: 'file', path: value };
  const name = value.replace(/^(?:posix|right)\//, '');
  // Formatters take an offset with a sign too, which for POSIX would be to the other side.
  if (/^[a-z]/i.test(name) && isZone(name)) return { kind: 'named', zone: name };
  const path = join(folder, value);
  if (value !== '' && existsSync(path)) return { kind: 'file', path };
  const rules = posixTimeZone(value);
  return rules === null ? { kind: 'named', zone: 'UTC' } : { kind: 'rules', rules };
}

/** A zone that only its rules name may get another name when the clock changes. */
interface Found {
  readonly zone: string;
  readonly rules: ZoneRules | null;
  readonly offset: number;
}

function byName(zone: string): Found {
  return { zone, rules: null, offset: 0 };
}

function byRules(rules: ZoneRules, now: number, likely?: readonly string[]): Found {
  return { zone: zoneByRules(rules, now, likely), rules, offset: rules.offsetAt(now) };
}

function read(setting: Setting, [, nameFile = '']: readonly string[], now: number): Found {
  switch (setting.kind) {
    case 'named':
      return byName(setting.zone);
    case 'rules':
      return byRules(setting.rules, now);
    case 'system':
      return byName(zoneOfNode());
    case 'file': {
      const named = zoneNamedBy(setting.path);
      if (named !== null) return byName(named);
      const rules = zoneFile(setting.path);
      return rules === null ? byName(zoneOfNode()) : byRules(rules, now, namesIn(nameFile));
    }
  }
}

function zoneOfNode(): string {
  // Where TZ is no zone there is none, whatever the types say.
  const { timeZone = 'UTC' } = new Intl.DateTimeFormat().resolvedOptions() as { timeZone?: string };
  return isZone(timeZone) ? timeZone : 'UTC';
}

/** The name in a path or link such as `/etc/localtime` → `/usr/share/zoneinfo/Asia/Tokyo`, or null. */
function zoneNamedBy(path: string): string | null {
  let file = resolve(path);
  for (let links = 0; links < mostLinks; links++) {
    const name = /\/zoneinfo(?:\.default)?\/(?:posix\/|right\/)?(.+)$/.exec(file)?.[1];
    if (name !== undefined && isZone(name)) return name;
    const target = orNull(() => readlinkSync(file));
    if (target === null) return null;
    file = resolve(dirname(file), target);
  }
  return null;
}

function namesIn(file: string): readonly string[] {
  const text = orNull(() => (statSync(file).isFile() ? readFileSync(file, 'utf8') : null));
  const [name] = text?.trim().split(/\s/) ?? [];
  return name === undefined ? [] : [name];
}

/** Differs after any of the files was replaced, changed or removed. */
function marksOf(files: readonly string[]): string {
  const marks = files.map((file) =>
    orNull(() => {
      const { ino, mtimeMs, ctimeMs, size } = statSync(file);
      const { ino: ofLink, ctimeMs: linked } = lstatSync(file);
      return [ino, mtimeMs, ctimeMs, size, ofLink, linked];
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
