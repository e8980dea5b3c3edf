import type { PrinterInfo } from 'electron';
import { expect, test, vi } from 'vitest';

import { createPrinter } from './printer.js';

vi.mock('electron', () => ({}));

const onTheDesk: PrinterInfo = { name: 'desk', displayName: 'Desk', description: '', options: {} };

function printing(success: boolean, reason: string, printers = [onTheDesk]) {
  const print = vi.fn<Electron.WebContents['print']>((_, done) => done?.(success, reason));
  const getPrintersAsync = () => Promise.resolve(printers);
  return { printed: createPrinter(() => ({ print, getPrintersAsync })).print(), print };
}

test('reports that there is no printer and prints nothing', async () => {
  const { printed, print } = printing(true, '', []);
  expect(await printed).toMatchObject({ code: 'printer_missing' });
  expect(print).not.toHaveBeenCalled();
});

test('reports why printing failed', async () => {
  const { printed } = printing(false, 'Print job failed');
  expect(await printed).toMatchObject({ code: 'printing_failed', cause: 'Print job failed' });
});

test('fails without a window', async () => {
  expect(await createPrinter(() => null).print()).toMatchObject({ code: 'printing_failed' });
});

test('reports nothing when the user cancels the system’s dialog', async () => {
  expect(await printing(false, 'Print job canceled').printed).toBeNull();
});

test('succeeds', async () => {
  expect(await printing(true, '').printed).toBeNull();
});
