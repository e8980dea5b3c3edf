import type { ScopeView } from '../../ipc/service-view.js';
import { usualScopeMessage } from '../../messages/usual-scopes.js';
import { useMessage } from '../components/message.js';

/** A permission in plain words; its name on the wire where nobody has any. */
export function usePermissionText(): (scope: ScopeView) => string {
  const message = useMessage();
  return ({ name, description }) => {
    const usual = usualScopeMessage(name);
    return description ?? (usual === null ? name : message(usual));
  };
}
