import { useState } from 'react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { AskFirst } from '../components/AskFirst.js';

/** The way on when nothing opens the vault any more. */
export function StartNewVault() {
  const say = useMessage();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {say('locked.startNew')}
      </Button>
      {asking ? (
        <AskFirst
          heading={say('startNew.heading')}
          action={say('startNew.action')}
          ask={() => requests.startNewVault({})}
          onClose={() => setAsking(false)}
        >
          <p>{say('startNew.text')}</p>
          <p>{say('startNew.then')}</p>
        </AskFirst>
      ) : null}
    </>
  );
}
