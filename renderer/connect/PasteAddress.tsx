import { useRef, useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { PastedText } from '../components/PastedText.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import styles from './PasteAddress.module.css';

interface PasteAddressProps {
  readonly attemptId: string;
  readonly service: string;
}

/**
 * Pastes the address the browser ended on. It holds the authorization code, so it is cleared once used;
 * a text without it stays, to be corrected.
 */
export function PasteAddress({ attemptId, service }: PasteAddressProps) {
  const message = useMessage();
  const [address, setAddress] = useState('');
  const [missing, setMissing] = useState(false);
  const { send, busy, failure, reset } = useRequest();
  const field = useRef<HTMLTextAreaElement>(null);
  async function submit(): Promise<void> {
    setMissing(address.trim() === '');
    if (address.trim() === '') return;
    if (await send(() => requests.pasteAddress({ attemptId, address: address.trim() })))
      setAddress('');
  }
  function pasteAnother(): void {
    reset();
    field.current?.select();
    field.current?.focus();
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <PastedText
        ref={field}
        label={message('pasteAddress.address')}
        value={address}
        onChange={setAddress}
        hint={message('pasteAddress.hint')}
        problem={missing ? message('pasteAddress.missing') : null}
        maxLength={65_536}
        autoFocus
      />
      {failure === null ? null : (
        <FailureNotice
          failure={failure}
          service={service}
          busy={busy}
          remedy="paste_again"
          onRemedy={pasteAnother}
        />
      )}
      <DialogButtons>
        <Button type="submit" busy={busy}>
          {message('pasteAddress.use')}
        </Button>
      </DialogButtons>
    </form>
  );
}
