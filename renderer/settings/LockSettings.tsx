import { Lock } from 'lucide-react';
import { useState } from 'react';

import type { RequestOf } from '../../ipc/contract.js';
import { lockDelays } from '../../ipc/limits.js';
import type { SettingsView } from '../../ipc/settings-view.js';
import { Button } from '../components/Button.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { SelectField } from '../components/SelectField.js';
import { SwitchField } from '../components/SwitchField.js';
import { requests } from '../store/requests.js';
import { useVault } from '../store/selectors.js';
import styles from './LockSettings.module.css';

/** When Lanyard locks, and what that does. There is nothing to lock unless the vault is open. */
export function LockSettings({ settings }: { readonly settings: SettingsView }) {
  const message = useMessage();
  const vault = useVault();
  const { send, failure, reset } = useRequest();
  const [pending, setPending] = useState<RequestOf<'changeSettings'>>({});
  if (vault.kind !== 'open') return null;
  async function change(choice: RequestOf<'changeSettings'>): Promise<void> {
    setPending(choice);
    await send(() => requests.changeSettings(choice));
    setPending({});
  }
  const isByPassphrase = vault.protection.kind === 'passphrase';
  return (
    <>
      <div className={styles.now}>
        <p id="lock-now-text">
          {message(isByPassphrase ? 'lock.text.passphrase' : 'lock.text.computer')}
        </p>
        <Button aria-describedby="lock-now-text" onClick={() => void send(() => requests.lock({}))}>
          <Lock aria-hidden />
          {message('lock.now')}
        </Button>
      </div>
      <SelectField
        label={message('lock.after')}
        value={pending.lockAfter ?? settings.lockAfter}
        options={lockDelays.map((value) => ({ value, text: message(`lock.after.${value}`) }))}
        onChange={(lockAfter) => void change({ lockAfter })}
      />
      <SwitchField
        label={message('lock.withSystem')}
        text={message('lock.withSystem.text')}
        on={pending.lockWithSystem ?? settings.lockWithSystem}
        possible
        onChange={(lockWithSystem) => void change({ lockWithSystem })}
      />
      {failure === null ? null : <FailureNotice failure={failure} service="" onRemedy={reset} />}
    </>
  );
}
