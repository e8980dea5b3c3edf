import type { ScopeView } from '../../ipc/service-view.js';
import { useMessage } from '../components/message.js';

/** A permission’s risk, and whether only an administrator can allow it, where the catalogue knows. */
export function usePermissionFacts(
  scope: Pick<ScopeView, 'risk' | 'adminOnly'> | undefined,
): readonly string[] {
  const message = useMessage();
  return [
    ...(scope?.risk ? [message(`permissions.risk.${scope.risk}`)] : []),
    ...(scope?.adminOnly === true ? [message('permissions.adminOnly')] : []),
  ];
}
