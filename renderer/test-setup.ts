import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';

import { initialState, useWindowStore } from './store/window-store.js';
import { fakeMain } from './test-main.js';
import { noon } from './test-samples.js';

// There is no layout here, and the list draws only what it has room for.
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { get: () => 800 },
  clientWidth: { get: () => 400 },
});
Element.prototype.checkVisibility = () => true;

// However busy the machine is.
configure({ asyncUtilTimeout: 180_000 });

beforeEach(() => {
  vi.useFakeTimers({ now: noon, toFake: ['Date', 'setInterval', 'clearInterval'] });
  globalThis.main = fakeMain();
  Object.defineProperty(window, 'api', { value: globalThis.main, configurable: true });
  useWindowStore.setState(initialState, true);
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});
