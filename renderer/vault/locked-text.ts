import type { VaultView } from '../../ipc/vault-view.js';
import type { useMessage } from '../components/message.js';
import { backendName, isNoStore } from './backend-name.js';

interface LockedText {
  readonly heading: string;
  readonly happened: string;
  readonly whatToDo: string;
  /** For support, not translated. */
  readonly details: string;
}

export function lockedText(
  message: ReturnType<typeof useMessage>,
  vault: Extract<VaultView, { kind: 'locked' | 'unreadable' }>,
): LockedText {
  if (vault.kind === 'unreadable') {
    return {
      heading: message('unreadable.heading'),
      happened: message(`unreadable.${vault.cause}.happened`),
      whatToDo: message(`unreadable.${vault.cause}.whatToDo`),
      details: vault.detail,
    };
  }
  const { cause, backendThen, backendNow } = vault;
  const values = { then: backendName(message, backendThen), now: backendName(message, backendNow) };
  return {
    heading: message('locked.heading'),
    ...sentences(),
    details: `${cause}: ${backendThen} → ${backendNow}`,
  };

  function sentences() {
    if (cause === 'password_store_unavailable') {
      const gone = backendNow !== 'unknown' && isNoStore(backendNow) && backendThen !== backendNow;
      return {
        happened: message(gone ? 'locked.gone.happened' : 'locked.unavailable.happened', values),
        whatToDo: message('locked.unavailable.whatToDo'),
      };
    }
    const change = backendThen === backendNow ? 'replaced' : 'changed';
    return {
      happened: message(`locked.${change}.happened`, values),
      whatToDo: message(`locked.${change}.whatToDo`, values),
    };
  }
}
