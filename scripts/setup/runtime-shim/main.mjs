/**
 * Replaces the `default_app` of the official Electron: starts the app in the folder given as the first
 * argument that is not a switch. It is an ES module with a top-level await, so that the app's code runs
 * before `ready`, as with `default_app`.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { app } from 'electron';

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) {
  process.stderr.write('Usage: electron [switches] <folder of the app>\n');
  process.exit(2);
}
const appDir = resolve(folder);
/** @type {unknown} */
const parsed = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8'));
const { name, productName, version, main } =
  /** @type {{ name: string, productName?: string, version: string, main: string }} */ (parsed);

Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
// default_app calls these too, although Electron does not document them.
const inner =
  /** @type {Record<'setVersion' | 'setDesktopName' | 'setAppPath', (value: string) => void>} */ (
    /** @type {unknown} */ (app)
  );
app.name = productName ?? name;
inner.setVersion(version);
inner.setDesktopName(`${app.name}.desktop`);
inner.setAppPath(appDir);

await import(pathToFileURL(join(appDir, main)).href);
