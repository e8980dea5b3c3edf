import { useEffect, useEffectEvent, useState } from 'react';

import type { ReplyOf, RequestOf } from '../../ipc/contract.js';
import { requests } from '../store/requests.js';
import { RedirectAddress } from './RedirectAddress.js';
import styles from './RedirectToRegister.module.css';

const allMethods = ['app_link', 'local_address'] as const;

interface RedirectToRegisterProps {
  /** Null while too little is known. */
  readonly of: RequestOf<'getRedirectUris'> | null;
  readonly methods?: readonly (typeof allMethods)[number][];
  /** May depend on how many addresses the service allows. */
  readonly intro: string | ((count: number) => string);
  /** Shown while there is no address. */
  readonly later?: string;
  /** Shown where the service takes none. */
  readonly none?: string;
}

/** The redirect URIs to register at the service, exactly as requests will send them. */
export function RedirectToRegister(props: RedirectToRegisterProps) {
  const { of, methods = allMethods, intro, later, none } = props;
  const key = JSON.stringify(of);
  const [described, setDescribed] = useState<{
    readonly key: string;
    readonly addresses: ReplyOf<'getRedirectUris'>;
  } | null>(null);
  const request = useEffectEvent(() => (of === null ? null : requests.getRedirectUris(of)));

  useEffect(() => {
    let current = true;
    void request()?.then((result) => {
      // The input may have changed since; then this reply is about something else.
      if (current && result.ok) setDescribed({ key, addresses: result.value });
    });
    return () => {
      current = false;
    };
  }, [key]);

  if (of === null || described?.key !== key) {
    return later === undefined ? null : <Box intro={later} />;
  }
  const { appLink, localAddress } = described.addresses;
  const allowed = methods.flatMap((method) => {
    const address = method === 'app_link' ? appLink : localAddress;
    return address === null ? [] : [{ method, address }];
  });
  if (allowed.length === 0) return none === undefined ? null : <Box intro={none} />;
  return (
    <Box intro={typeof intro === 'string' ? intro : intro(allowed.length)}>
      {allowed.map(({ method, address }) => (
        <RedirectAddress key={`${method} ${key}`} of={of} method={method} address={address} />
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
