import { useState } from 'react';

import type { RequestOf } from '../../ipc/contract.js';
import { Button } from '../components/Button.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import styles from './RedirectToRegister.module.css';

interface RedirectAddressProps {
  readonly of: RequestOf<'getRedirectUris'>;
  readonly way: 'app_link' | 'local_address';
  readonly address: string;
}

/** A redirect address to register, selected as a whole by one click. */
export function RedirectAddress({ of, way, address }: RedirectAddressProps) {
  const say = useMessage();
  const { send } = useRequest();
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    setCopied(await send(() => requests.copyRedirectUri({ of, method: way })));
  }
  return (
    <div className={styles.line} role="group" aria-label={say(`own.way.${way}`)}>
      <div className={styles.words}>
        <span className={styles.way} aria-hidden>
          {say(`own.way.${way}`)}
        </span>
        <code className={styles.address}>{address}</code>
      </div>
      <Button onClick={() => void copy()}>
        {say(copied ? 'redirect.copied' : 'redirect.copy')}
      </Button>
    </div>
  );
}
