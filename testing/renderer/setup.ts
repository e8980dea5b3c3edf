import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';

import { initialState, useWindowStore } from '../../renderer/store/window-store.js';
import { mainDouble } from './main-double.js';
import { noon } from './samples.js';

// happy-dom has no layout, and the list renders only rows that have room.
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { get: () => 800 },
  clientWidth: { get: () => 400 },
});
Element.prototype.checkVisibility = () => true;

// However busy the machine is.
configure({ asyncUtilTimeout: 180_000 });

beforeEach(() => {
  vi.useFakeTimers({ now: noon, toFake: ['Date', 'setInterval', 'clearInterval'] });
  globalThis.main = mainDouble();
  Object.defineProperty(window, 'api', { value: globalThis.main, configurable: true });
  useWindowStore.setState(initialState, true);
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});
