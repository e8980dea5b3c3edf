import { expect, test } from 'vitest';

import { scope, service } from '../../testing/renderer/samples.js';
import { hasPermissionChoice, permissionChoice } from './permission-choice.js';

const openid = scope('openid', { isDefault: true, isNeeded: true });
const withScopes = (...scopes: ReturnType<typeof scope>[]) =>
  service('wiki', 'Wiki', 'file', { scopes });

test.each([
  ['it describes none', []],
  ['all are needed to know whose account it is', [openid]],
  ['its only one cannot be left out', [scope('all', { isDefault: true })]],
])('there is nothing to choose at a service where %s', (_, scopes) => {
  expect(hasPermissionChoice(withScopes(...scopes))).toBe(false);
});

test.each([
  ['one can be added', [openid, scope('notes')]],
  ['a default one can be left out', [openid, scope('notes', { isDefault: true })]],
  ['an administrator can allow one', [openid, scope('admin', { adminOnly: true })]],
  ['none is requested by default', [scope('mail')]],
])('there is a choice where %s', (_, scopes) => {
  expect(hasPermissionChoice(withScopes(...scopes))).toBe(true);
});

test('default permissions come first, and those for administrators are apart', () => {
  const scopes = [
    openid,
    scope('notes'),
    scope('users', { adminOnly: true }),
    scope('files', { isDefault: true }),
  ];
  const { needed, optional, forAdmins } = permissionChoice(withScopes(...scopes));
  const names = [needed, optional, forAdmins].map((each) => each.map(({ name }) => name));
  expect(names).toEqual([['openid'], ['files', 'notes'], ['users']]);
});
