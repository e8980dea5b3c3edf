import { expect, test } from 'vitest';

import type { PermissionView } from '../../ipc/connection-view.js';
import { intl } from '../../testing/renderer/intl.js';
import { permissionDiff, summaryOf } from './permission-diff.js';

const permission = (scope: string, requested: boolean, granted: boolean): PermissionView => ({
  scope,
  description: null,
  requested,
  granted,
});
const read = permission('read', true, true);
const write = permission('write', true, false);
const admin = permission('admin', false, true);

test('each permission is on one side: granted, missing or extra', () => {
  expect(permissionDiff([read, write, admin])).toEqual({
    granted: [read],
    missing: [write],
    extra: [admin],
  });
});

test.each<[string, readonly PermissionView[]]>([
  ['GitHub granted 1 of the 2 permissions that were asked for.', [read, write]],
  ['GitHub granted nothing that was asked for.', [write]],
  ['GitHub granted 1 of the 2 permissions that were asked for, and 1 more.', [read, write, admin]],
  ['GitHub granted everything that was asked for, and 1 more.', [read, admin]],
  ['GitHub granted these by itself; nothing was asked for by name.', [admin]],
  ['GitHub granted everything that was asked for.', [read]],
])('%s', (sentence, permissions) => {
  expect(summaryOf(permissionDiff(permissions), 'GitHub', intl)).toBe(sentence);
});
