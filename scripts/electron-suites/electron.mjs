/**
 * What a test file gets for `import 'electron'`: what Electron brings. The npm package of that name
 * only knows where Electron is.
 */
import { createRequire } from 'node:module';

/** @type {unknown} */
const electron = createRequire(import.meta.url)('electron');

export const { app, session } = /** @type {typeof import('electron')} */ (electron);
