import type { VaultView } from '../../ipc/vault-view.js';
import type { useMessage } from '../components/message.js';
import { backendName } from './backend-name.js';

interface LockedWords {
  readonly heading: string;
  readonly happened: string;
  readonly toDo: string;
  /** For support. */
  readonly details: string;
}

export function lockedText(
  message: ReturnType<typeof useMessage>,
  vault: Extract<VaultView, { kind: 'locked' | 'unreadable' }>,
): LockedWords {
  if (vault.kind === 'unreadable') {
    return {
      heading: message('unreadable.heading'),
      happened: message(`unreadable.${vault.cause}.happened`),
      toDo: message(`unreadable.${vault.cause}.whatToDo`),
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
      const gone = backendNow === 'basic_text' && backendThen !== backendNow;
      return {
        happened: message(gone ? 'locked.gone.happened' : 'locked.unavailable.happened', values),
        toDo: message('locked.unavailable.whatToDo'),
      };
    }
    const way = backendThen === backendNow ? 'replaced' : 'changed';
    return {
      happened: message(`locked.${way}.happened`, values),
      toDo: message(`locked.${way}.whatToDo`, values),
    };
  }
}
