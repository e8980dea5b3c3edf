import { useState } from 'react';

import type { RequestOf } from '../../ipc/contract.js';
import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import styles from './RedirectToRegister.module.css';

interface RedirectAddressProps {
  readonly of: RequestOf<'getRedirectUris'>;
  readonly method: 'app_link' | 'local_address';
  readonly address: string;
}

/** A redirect URI to register. One click selects all of it. */
export function RedirectAddress({ of, method, address }: RedirectAddressProps) {
  const message = useMessage();
  const { send } = useRequest();
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    setCopied(await send(() => requests.copyRedirectUri({ of, method })));
  }
  return (
    <div className={styles.line} role="group" aria-label={message(`signInMethod.${method}.name`)}>
      <div className={styles.text}>
        <span className={styles.method} aria-hidden>
          {message(`signInMethod.${method}.name`)}
        </span>
        <code className={styles.address}>{address}</code>
      </div>
      <Button onClick={() => void copy()}>
        {message(copied ? 'redirect.copied' : 'redirect.copy')}
      </Button>
    </div>
  );
}
