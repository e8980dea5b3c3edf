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
  say: ReturnType<typeof useMessage>,
  vault: Extract<VaultView, { kind: 'locked' | 'unreadable' }>,
): LockedWords {
  if (vault.kind === 'unreadable') {
    return {
      heading: say('unreadable.heading'),
      happened: say(`unreadable.${vault.cause}`),
      toDo: say(`unreadable.${vault.cause}ToDo`),
      details: vault.detail,
    };
  }
  const { cause, backendThen, backendNow } = vault;
  const values = { then: backendName(say, backendThen), now: backendName(say, backendNow) };
  return {
    heading: say('locked.heading'),
    ...sentences(),
    details: `${cause}: ${backendThen} → ${backendNow}`,
  };

  function sentences() {
    if (cause === 'password_store_unavailable') {
      const gone = backendNow === 'basic_text' && backendThen !== backendNow;
      return {
        happened: say(gone ? 'locked.gone' : 'locked.unavailable', values),
        toDo: say('locked.unavailableToDo'),
      };
    }
    const way = backendThen === backendNow ? 'replaced' : 'changed';
    return { happened: say(`locked.${way}`, values), toDo: say(`locked.${way}ToDo`, values) };
  }
}
