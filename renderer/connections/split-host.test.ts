import { expect, test } from 'vitest';

import { splitHost } from './split-host.js';

test.each([
  ['Practice service (evil.example)', 'evil.example', 'Practice service'],
  ['Practice service (127.0.0.1:4000)', '127.0.0.1:4000', 'Practice service'],
  ['Practice service ([::1]:4000)', '[::1]:4000', 'Practice service'],
  ['Practice (a.example) (evil.example)', 'evil.example', 'Practice (a.example)'],
  ['Odoo (MuK REST API)', null, 'Odoo (MuK REST API)'],
  ['GitHub', null, 'GitHub'],
  ['login.example', null, 'login.example'],
])('a narrow line begins with the host: %s (N7)', (serviceName, host, name) => {
  expect(splitHost(serviceName)).toEqual({ host, name });
});
