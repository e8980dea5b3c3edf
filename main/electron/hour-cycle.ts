/** The hour cycle of this computer: 2:02 pm or 14:02. */
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { HourCycle } from '../../ipc/region-view.js';
import { defaultLocale } from '../../messages/locale.js';
import { baseDirectory } from './base-directory.js';
import { type FormatsOfSystem, localeOfFormats } from './locale-of-formats.js';

const run = promisify(execFile);

/** Returns a function that reads it again if it may have changed. */
export function createHourCycle(options: FormatsOfSystem): () => HourCycle {
  const { platform, environment, systemLocale } = options;
  if (platform !== 'linux') return () => hourCycleOf(systemLocale());
  const ofLocale = hourCycleOf(localeOfFormats(options));
  if (!/gnome|unity|budgie/i.test(environment['XDG_CURRENT_DESKTOP'] ?? '')) return () => ofLocale;
  return gnomeHourCycle(environment, ofLocale);
}

/**
 * GNOME has a setting of its own, which is read again after its database was replaced.
 *
 * @param otherwise applies until it is read, and where it cannot be read
 */
function gnomeHourCycle(environment: NodeJS.ProcessEnv, otherwise: HourCycle): () => HourCycle {
  const config = baseDirectory(environment['XDG_CONFIG_HOME'], homedir(), '.config');
  const database = join(config, 'dconf', 'user');
  let marked: number | null = null;
  let chosen: HourCycle | null = null;
  return () => {
    const mark = statSync(database, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (mark !== marked) {
      marked = mark;
      void readClockFormat().then((format) => (chosen = format));
    }
    return chosen ?? otherwise;
  };
}

async function readClockFormat(): Promise<HourCycle | null> {
  const key = ['get', 'org.gnome.desktop.interface', 'clock-format'];
  const { stdout } = await run('gsettings', key, { timeout: 3_000 }).catch(() => ({ stdout: '' }));
  if (stdout.includes('12h')) return 'h12';
  return stdout.includes('24h') ? 'h23' : null;
}

/** The international one for a locale that says nothing. */
export function hourCycleOf(ofSystem: string): HourCycle {
  const [known = defaultLocale] = supported(ofSystem);
  const { hourCycle } = new Intl.DateTimeFormat(known, { hour: 'numeric' }).resolvedOptions();
  return hourCycle === 'h11' || hourCycle === 'h12' ? 'h12' : 'h23';
}

function supported(name: string): readonly string[] {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(name === '' ? [] : name);
  } catch {
    return [];
  }
}
