/** The content of a folder in memory, to write it repeatedly: quicker than copying it from a disk. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export interface RememberedFolder {
  /** Replaces whatever is there. */
  layDown(place: string): void;
}

export function rememberFolder(folder: string): RememberedFolder {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const content = entry.isFile() ? readFileSync(path) : null;
    return { name: relative(folder, path), mode: statSync(path).mode, content };
  });
  const { mode } = statSync(folder);
  return {
    layDown(place) {
      rmSync(place, { recursive: true, force: true });
      mkdirSync(dirname(place), { recursive: true });
      mkdirSync(place, { mode });
      for (const { name, mode, content } of entries) {
        if (content === null) mkdirSync(join(place, name), { mode });
        else writeFileSync(join(place, name), content, { mode });
      }
    },
  };
}
