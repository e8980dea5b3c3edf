import { useEffect, useEffectEvent, useState } from 'react';

import type { ReplyOf, RequestOf } from '../../ipc/contract.js';
import { requests } from '../store/requests.js';
import { RedirectAddress } from './RedirectAddress.js';
import styles from './RedirectToRegister.module.css';

const everyWay = ['app_link', 'local_address'] as const;

interface RedirectToRegisterProps {
  /** Null: not enough is known yet to tell. */
  readonly of: RequestOf<'getRedirectUris'> | null;
  readonly ways?: readonly (typeof everyWay)[number][];
  readonly intro: string;
  /** Said while there is no address to show. */
  readonly later?: string;
}

/** The addresses to register at the service, exactly as they will be sent. */
export function RedirectToRegister(props: RedirectToRegisterProps) {
  const { of, ways = everyWay, intro, later } = props;
  const asked = JSON.stringify(of);
  const [described, setDescribed] = useState<{
    readonly asked: string;
    readonly addresses: ReplyOf<'getRedirectUris'>;
  } | null>(null);
  const ask = useEffectEvent(() => (of === null ? null : requests.getRedirectUris(of)));

  useEffect(() => {
    let current = true;
    void ask()?.then((result) => {
      // Typing has gone on meanwhile: this answer is about something else.
      if (current && result.ok) setDescribed({ asked, addresses: result.value });
    });
    return () => {
      current = false;
    };
  }, [asked]);

  if (of === null || described?.asked !== asked) {
    return later === undefined ? null : <Box intro={later} />;
  }
  const { appLink, localAddress } = described.addresses;
  return (
    <Box intro={intro}>
      {ways.map((way) => (
        <RedirectAddress
          key={`${way} ${asked}`}
          of={of}
          way={way}
          address={way === 'app_link' ? appLink : localAddress}
        />
      ))}
    </Box>
  );
}

function Box(props: { readonly intro: string; readonly children?: React.ReactNode }) {
  return (
    <div className={styles.box}>
      <p className={styles.intro}>{props.intro}</p>
      {props.children}
    </div>
  );
}
