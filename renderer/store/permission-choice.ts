import type { ScopeView, ServiceView } from '../../ipc/service-view.js';

/** The permissions of a service, by what the user may do about them before the browser opens. */
export interface PermissionChoice {
  /** Requested in any case. */
  readonly needed: readonly ScopeView[];
  /** Those that the service has by default come first. */
  readonly optional: readonly ScopeView[];
  /** Only an administrator can allow them. */
  readonly forAdmins: readonly ScopeView[];
}

export function permissionChoice({ scopes }: ServiceView): PermissionChoice {
  const open = scopes.filter(({ isNeeded }) => !isNeeded);
  const optional = open.filter(({ adminOnly }) => adminOnly !== true);
  return {
    needed: scopes.filter(({ isNeeded }) => isNeeded),
    optional: optional.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault)),
    forAdmins: open.filter(({ adminOnly }) => adminOnly === true),
  };
}

/** False where the service has one set of permissions, of which none can be left out. */
export function hasPermissionChoice(service: ServiceView): boolean {
  const { needed, optional, forAdmins } = permissionChoice(service);
  const open = [...optional, ...forAdmins];
  return open.some(({ isDefault }) => !isDefault) || (needed.length > 0 && open.length > 0);
}
