import type { PermissionView } from '../../ipc/connection-view.js';
import type { ScopeView } from '../../ipc/service-view.js';

export type MissingScope = Pick<ScopeView, 'name' | 'description' | 'risk' | 'adminOnly'>;

/** The scopes that the connection was refused, then those of the catalogue that it does not have. */
export function missingScopes(
  permissions: readonly PermissionView[],
  catalogue: readonly ScopeView[],
): readonly MissingScope[] {
  const unlisted = permissions.filter(
    ({ scope, granted }) => !granted && catalogue.every(({ name }) => name !== scope),
  );
  const has = new Set(permissions.filter(({ granted }) => granted).map(({ scope }) => scope));
  return [
    ...unlisted.map(({ scope: name, description }) => {
      return { name, description, risk: null, adminOnly: null };
    }),
    ...catalogue.filter(({ name }) => !has.has(name)),
  ];
}
