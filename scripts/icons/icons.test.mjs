import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { PNG } from 'pngjs';
import { expect, test } from 'vitest';

import { projectDir } from '../setup/project.mjs';
import {
  drawAppIcon,
  drawingAt,
  drawingFile,
  hicolorSizes,
  macTypes,
  masterSize,
  windowsSizes,
  withMargin,
} from './app-icon.mjs';
import { drawTrayIcons } from './tray-icons.mjs';

const build = join(projectDir, 'build');

/** @param {Buffer} png */
function sizeOf(png) {
  const { width, height } = PNG.sync.read(png);
  expect(width).toBe(height);
  return width;
}

/**
 * Another processor may round a colour differently, and compress in another way.
 * @param {Uint8Array} first @param {Uint8Array} second
 */
function largestDifference(first, second) {
  const { data } = PNG.sync.read(Buffer.from(first));
  const { data: others } = PNG.sync.read(Buffer.from(second));
  expect(data.length).toBe(others.length);
  return data.reduce((most, value, at) => Math.max(most, Math.abs(value - (others[at] ?? 0))), 0);
}

test('the checked-in icons are what the drawing gives', async () => {
  const drawn = [...(await drawAppIcon()), ...drawTrayIcons()];
  for (const { file, data } of drawn.filter((icon) => icon.file.endsWith('.png'))) {
    const name = relative(projectDir, file);
    expect([name, largestDifference(await readFile(file), data) <= 2]).toEqual([name, true]);
  }
});

test('Linux desktops find each size that they look for, and a store the large one', async () => {
  for (const size of hicolorSizes) {
    expect(sizeOf(await readFile(join(build, 'icons', `${size}x${size}.png`)))).toBe(size);
  }
  expect(sizeOf(await readFile(join(build, 'icon.png')))).toBe(masterSize);
});

test('the icon for Windows holds each size, the largest as PNG', async () => {
  const icon = await readFile(join(build, 'icon.ico'));
  expect([icon.readUInt16LE(0), icon.readUInt16LE(2)]).toEqual([0, 1]);
  const entries = Array.from({ length: icon.readUInt16LE(4) }, (_, index) => {
    const entry = icon.subarray(6 + 16 * index, 22 + 16 * index);
    const start = entry.readUInt32LE(12);
    const size = entry.readUInt8(0) || 256;
    return { size, data: icon.subarray(start, start + entry.readUInt32LE(8)) };
  });
  expect(entries.map(({ size }) => size)).toEqual(windowsSizes);
  const hicolor = await readFile(join(build, 'icons', '256x256.png'));
  expect(largestDifference(entries.at(-1)?.data ?? hicolor.subarray(0, 0), hicolor)).toBe(0);
});

test('the icon for a Mac holds each type at its size', async () => {
  const icon = await readFile(join(build, 'icon.icns'));
  expect(icon.toString('latin1', 0, 4)).toBe('icns');
  expect(icon.readUInt32BE(4)).toBe(icon.length);
  /** @type {string[]} */
  const types = [];
  for (let at = 8; at < icon.length; at += icon.readUInt32BE(at + 4)) {
    const type = icon.toString('latin1', at, at + 4);
    types.push(type);
    // The two smallest are no PNG but pixels.
    if (type !== 'ic04' && type !== 'ic05') {
      const png = icon.subarray(at + 8, at + icon.readUInt32BE(at + 4));
      expect(sizeOf(png)).toBe(macTypes[/** @type {keyof typeof macTypes} */ (type)]);
    }
  }
  expect(types.sort()).toEqual(Object.keys(macTypes).sort());
});

test('small sizes leave the details out, and a Mac gets a margin', async () => {
  const svg = await readFile(drawingFile, 'utf8');
  expect(drawingAt(svg, 48)).toBe(svg);
  expect(drawingAt(svg, 32)).not.toMatch(/<g id="detail">/);
  expect(withMargin(svg)).toContain('viewBox="-62 -62 636 636"');
  expect(() => withMargin('<svg viewBox="0 0 16 16"/>')).toThrow('build/icon.svg');
});

test('a package names these icons', async () => {
  const settings = await readFile(join(projectDir, 'electron-builder.yml'), 'utf8');
  for (const [system, icon] of [
    ['linux', 'icons'],
    ['mac', 'icon.icns'],
    ['win', 'icon.ico'],
  ]) {
    expect(settings).toMatch(new RegExp(`^${system}:\\n  icon: ${icon}$`, 'm'));
  }
  expect(settings).toMatch(/^ {2}buildResources: build$/m);
});
