import { expect, test } from 'vitest';

import { placeOf } from './registry-runtime.mjs';

test.each(['Cypress/resources/app/index.js', 'Cypress/browser_v8_context_snapshot.bin', 'other'])(
  '%s, which is not Electron’s, stays out',
  (entry) => {
    expect(placeOf(entry)).toBeUndefined();
  },
);

test('the executable gets the name that official Electron gives it', () => {
  expect(placeOf('Cypress/Cypress')).toBe('electron');
});

test('everything else stays where it was', () => {
  expect(placeOf('Cypress/locales/en-US.pak')).toBe('locales/en-US.pak');
});
