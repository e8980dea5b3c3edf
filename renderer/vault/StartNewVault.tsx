import { useState } from 'react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { newVaultChosen } from '../store/requests.js';
import { AskFirst } from '../components/AskFirst.js';

/** The way on when nothing opens the vault any more. */
export function StartNewVault() {
  const message = useMessage();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {message('locked.startNew')}
      </Button>
      {asking ? (
        <AskFirst
          heading={message('startNewVault.heading')}
          action={message('startNewVault.confirm')}
          ask={newVaultChosen}
          onClose={() => setAsking(false)}
        >
          <p>{message('startNewVault.text')}</p>
          <p>{message('startNewVault.next')}</p>
        </AskFirst>
      ) : null}
    </>
  );
}
