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

test('without a printer that is said, and nothing is tried', async () => {
  const { printed, print } = printing(true, '', []);
  expect(await printed).toMatchObject({ code: 'printer_missing' });
  expect(print).not.toHaveBeenCalled();
});

test('why nothing was printed is told for support', async () => {
  const { printed } = printing(false, 'Print job failed');
  expect(await printed).toMatchObject({ code: 'printing_failed', cause: 'Print job failed' });
});

test('a window that is gone prints nothing', async () => {
  expect(await createPrinter(() => null).print()).toMatchObject({ code: 'printing_failed' });
});

test('who thinks better of it in the dialog of the system has nothing to be told', async () => {
  expect(await printing(false, 'Print job canceled').printed).toBeNull();
});

test('what was printed was printed', async () => {
  expect(await printing(true, '').printed).toBeNull();
});
