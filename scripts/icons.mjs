/**
 * `npm run icons`: draws the app's icon from build/icon.svg, and the tray's icons, into the files that
 * are committed.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { drawAppIcon } from './icons/app-icon.mjs';
import { drawTrayIcons } from './icons/tray-icons.mjs';

for (const { file, data } of [...(await drawAppIcon()), ...drawTrayIcons()]) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, data);
  console.log(`${file}: ${data.length} bytes`);
}
