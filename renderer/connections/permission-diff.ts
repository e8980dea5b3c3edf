import type { IntlShape } from 'react-intl';

import type { PermissionView } from '../../ipc/connection-view.js';

/** The permissions that were asked for beside those that were granted. */
export interface PermissionDiff {
  /** Asked for and granted. */
  readonly granted: readonly PermissionView[];
  /** Asked for and not granted. */
  readonly missing: readonly PermissionView[];
  /** Granted without being asked for. */
  readonly extra: readonly PermissionView[];
}

/** The order in which they are shown. */
export const sides = ['missing', 'granted', 'extra'] as const;

export function permissionDiff(permissions: readonly PermissionView[]): PermissionDiff {
  return {
    granted: permissions.filter(({ requested, granted }) => requested && granted),
    missing: permissions.filter(({ requested, granted }) => requested && !granted),
    extra: permissions.filter(({ requested, granted }) => !requested && granted),
  };
}

export function summaryOf(
  { granted, missing, extra }: PermissionDiff,
  service: string,
  intl: IntlShape,
): string {
  const values = {
    service,
    granted: granted.length,
    asked: granted.length + missing.length,
    extra: extra.length,
  };
  if (values.asked === 0) return intl.formatMessage({ id: 'permissions.onlyExtra' }, values);
  const counts =
    `${missing.length === 0 ? 'all' : 'some'}${extra.length === 0 ? '' : 'AndExtra'}` as const;
  return intl.formatMessage({ id: `permissions.${counts}` }, values);
}
