import { expect, test } from 'vitest';

import { isLoopback } from './loopback.js';

test.each([
  'http://127.0.0.1.example/',
  'http://localhost.example/',
  'http://evil-localhost/',
  'http://app.localhost/',
  'http://[::2]/',
  'http://0.0.0.0/',
  'http://128.0.0.1/',
])('%s is not this computer', (url) => {
  expect(isLoopback(new URL(url))).toBe(false);
});

test.each([
  'http://127.0.0.1:8080/',
  'http://127.255.0.3/',
  'http://2130706433/',
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'https://LOCALHOST/',
])('%s is this computer', (url) => {
  expect(isLoopback(new URL(url))).toBe(true);
});
