import { useEffect, useState } from 'react';

import { Button } from '../components/Button.js';
import { useRequest } from '../components/request.js';
import { useSay } from '../components/say.js';
import { redirectAsked, redirectCopied } from '../store/person-asked.js';
import { readsAsUrl } from './own-service-problems.js';
import { RedirectAddress } from './RedirectAddress.js';

interface Described {
  readonly serverAddress: string;
  readonly redirectUri: string;
}

/** The address to register at the service, as soon as the server address is complete enough to tell it. */
export function RedirectToRegister(props: { readonly serverAddress: string }) {
  const say = useSay();
  const serverAddress = props.serverAddress.trim();
  const complete = readsAsUrl(serverAddress);
  const [described, setDescribed] = useState<Described | null>(null);
  const [copiedFor, setCopiedFor] = useState<string | null>(null);
  const { send } = useRequest();

  useEffect(() => {
    if (!complete) return;
    let current = true;
    void redirectAsked(serverAddress).then((result) => {
      // Typing has gone on meanwhile: this answer is about something else.
      if (current && result.ok) setDescribed({ serverAddress, ...result.value });
    });
    return () => {
      current = false;
    };
  }, [serverAddress, complete]);

  if (!complete || described?.serverAddress !== serverAddress) {
    return <RedirectAddress intro={say('own.redirectLater')} address={null} />;
  }
  async function copy(): Promise<void> {
    if (await send(() => redirectCopied(serverAddress))) setCopiedFor(serverAddress);
  }
  return (
    <RedirectAddress intro={say('own.redirectIntro')} address={described.redirectUri}>
      <Button onClick={() => void copy()}>
        {say(copiedFor === serverAddress ? 'own.copied' : 'own.copy')}
      </Button>
    </RedirectAddress>
  );
}
