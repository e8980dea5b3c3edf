/** The app's icon in all sizes and containers that the three systems ask for, from one drawing. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { IconIcns, IconIco } from '@shockpkg/icon-encoder';

import { projectDir } from '../setup/project.mjs';
import { rasterize } from './rasterize.mjs';

const folder = join(projectDir, 'build');
export const drawingFile = join(folder, 'icon.svg');

/** The sizes that Linux desktops look for in their theme "hicolor". */
export const hicolorSizes = [16, 24, 32, 48, 64, 128, 256, 512];
/** The size for stores and web pages. */
export const masterSize = 1024;
export const windowsSizes = [16, 24, 32, 48, 64, 128, 256];
/** The types of an .icns file and their sizes; some exist twice, for dense screens. */
export const macTypes = /** @type {const} */ ({
  ic04: 16,
  ic11: 32,
  ic05: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
});
/** Some places in Windows read small icons only as bitmaps; a large bitmap would be 260 KB. */
const largestBitmap = 48;
/** The window asks its system for one size and scales it. */
const windowSize = 128;

/** @returns {Promise<import('./rasterize.mjs').GeneratedFile[]>} */
export async function drawAppIcon() {
  const svg = await readFile(drawingFile, 'utf8');
  /** @param {number} size */
  const png = (size) => rasterize(drawingAt(svg, size), size);
  return [
    ...hicolorSizes.map((size) => ({
      file: join(folder, 'icons', `${size}x${size}.png`),
      data: png(size),
    })),
    { file: join(folder, 'icon.png'), data: png(masterSize) },
    { file: join(folder, 'icon.ico'), data: await windowsIcon(png) },
    { file: join(folder, 'icon.icns'), data: await macIcon(svg) },
    {
      file: join(projectDir, 'main', 'electron', 'icons', 'window.png'),
      data: png(windowSize),
    },
  ];
}

/**
 * Without the details that would only blur.
 * @param {string} svg @param {number} size
 */
export function drawingAt(svg, size) {
  return size > 32 ? svg : svg.replace(/<g id="detail">.*?<\/g>/s, '');
}

/** @param {(size: number) => Buffer} png */
async function windowsIcon(png) {
  const icon = new IconIco();
  for (const size of windowsSizes) await icon.addFromPng(png(size), size > largestBitmap, true);
  return icon.encode();
}

/** @param {string} svg */
async function macIcon(svg) {
  const icon = new IconIcns();
  for (const [type, size] of Object.entries(macTypes)) {
    await icon.addFromPng(rasterize(drawingAt(withMargin(svg), size), size), [type], true);
  }
  return icon.encode();
}

/**
 * On a Mac the shape fills 824 of 1024 pixels; the rest stays empty.
 * @param {string} svg
 */
export function withMargin(svg) {
  const margin = 62;
  const side = 512;
  const whole = `viewBox="0 0 ${side} ${side}"`;
  if (!svg.includes(whole)) throw new Error(`build/icon.svg has no ${whole}.`);
  const wider = side + 2 * margin;
  return svg.replace(whole, `viewBox="${-margin} ${-margin} ${wider} ${wider}"`);
}
