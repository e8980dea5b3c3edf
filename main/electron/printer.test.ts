import { expect, test, vi } from 'vitest';

import { createPrinter } from './printer.js';

vi.mock('electron', () => ({}));

function printing(success: boolean, reason: string) {
  return createPrinter(() => ({ print: (_, done) => done?.(success, reason) })).print();
}

test.each([
  ['no printers available on the network', 'printer_missing'],
  ['no valid printers available', 'printer_missing'],
  ['Print job failed', 'printing_failed'],
  ['Invalid printer settings', 'printing_failed'],
])('“%s” is said to be %s', async (reason, code) => {
  expect(await printing(false, reason)).toMatchObject({ code, cause: reason });
});

test('a window that is gone prints nothing', async () => {
  expect(await createPrinter(() => null).print()).toMatchObject({ code: 'printing_failed' });
});

test('who thinks better of it in the dialog of the system has nothing to be told', async () => {
  expect(await printing(false, 'Print job canceled')).toBeNull();
});

test('what was printed was printed', async () => {
  expect(await printing(true, '')).toBeNull();
});
