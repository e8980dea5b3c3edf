/**
 * Resolves `import 'electron'` in test files to Electron's own module. The npm package of that name only
 * exports the path of Electron.
 */
import { createRequire } from 'node:module';

/** @type {unknown} */
const electron = createRequire(import.meta.url)('electron');

export const { app, net, session } = /** @type {typeof import('electron')} */ (electron);
