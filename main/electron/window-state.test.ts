import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test, vi } from 'vitest';

vi.mock('electron', () => ({ app: {}, screen: {} }));
const { readWindowState, windowStateIn, zoomFactorOf } = await import('./window-state.js');

const kept = { x: -1900, y: -150, width: 800, height: 600, isMaximized: true, zoomLevel: -1.5 };
const usual = { bounds: null, isMaximized: false, zoomLevel: 0 };

test('the window opens as it was, also left of and above the first screen (D9)', () => {
  const bounds = { x: -1900, y: -150, width: 800, height: 600 };
  expect(windowStateIn(kept)).toEqual({ bounds, isMaximized: true, zoomLevel: -1.5 });
  expect(windowStateIn({ ...kept, x: 10.4 }).bounds).toEqual({ ...bounds, x: 10 });
});

test.each([
  ['a member missing', { ...kept, x: undefined }],
  ['a text', { ...kept, y: '10' }],
  ['nothing', { ...kept, width: 0 }],
  ['less than nothing', { ...kept, height: -600 }],
  ['a width that rounds to nothing', { ...kept, width: 0.4 }],
  ['more than a system can count', { ...kept, x: 1e300 }],
  ['no number', { ...kept, height: NaN }],
])('the window opens in the middle when its place was stored with %s (D9)', (_, content) => {
  expect(windowStateIn(content).bounds).toBeNull();
});

test.each([null, undefined, 7, 'x', [], [1, 2, 3, 4], {}])(
  'the window opens as usual when %o was stored (D9)',
  (content) => expect(windowStateIn(content)).toEqual(usual),
);

test('a zoom that nobody could read at is not kept (D9)', () => {
  expect(zoomFactorOf(windowStateIn({ zoomLevel: 99 }).zoomLevel)).toBeLessThan(5);
  expect(zoomFactorOf(windowStateIn({ zoomLevel: -99 }).zoomLevel)).toBeGreaterThan(0.24);
  expect(windowStateIn({ zoomLevel: 'large' }).zoomLevel).toBe(0);
});

test('the window opens as usual when its file is gone or cut off (D9)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'window-state-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'window.json');
  expect(readWindowState(file)).toEqual(usual);
  expect(readWindowState(folder)).toEqual(usual);
  await writeFile(file, '{"x": 10, "y"');
  expect(readWindowState(file)).toEqual(usual);
  await writeFile(file, JSON.stringify(kept));
  expect(readWindowState(file)).toMatchObject({ isMaximized: true });
});
