import { useState } from 'react';

import { Button } from '../components/Button.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { redirectCopied, type RedirectOf } from '../store/requests.js';
import styles from './RedirectToRegister.module.css';

interface RedirectAddressProps {
  readonly of: RedirectOf;
  readonly way: 'app_link' | 'local_address';
  readonly address: string;
}

/** A redirect address to register, selected as a whole by one click. */
export function RedirectAddress({ of, way, address }: RedirectAddressProps) {
  const message = useMessage();
  const { send } = useRequest();
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    setCopied(await send(() => redirectCopied(of, way)));
  }
  return (
    <div className={styles.line} role="group" aria-label={message(`signInMethod.${way}.name`)}>
      <div className={styles.words}>
        <span className={styles.way} aria-hidden>
          {message(`signInMethod.${way}.name`)}
        </span>
        <code className={styles.address}>{address}</code>
      </div>
      <Button onClick={() => void copy()}>
        {message(copied ? 'redirect.copied' : 'redirect.copy')}
      </Button>
    </div>
  );
}
