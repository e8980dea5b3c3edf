import { useState } from 'react';

import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { useDraft } from '../store/selectors.js';
import { AnotherServiceForm } from './AnotherServiceForm.js';
import { ChooseServer } from './ChooseServer.js';
import { redirectsToRegister } from './redirects-to-register.js';

/** Connects to any server by its address. Where an API trusts several servers, the user picks one first. */
export function AnotherService() {
  const draft = useDraft();
  const request = useRequest();
  const [issuers, setIssuers] = useState<readonly string[] | null>(null);

  function add(chosenIssuer: string | null): void {
    void request.send(async () => {
      const added = await requests.addService({ ...draft, chosenIssuer });
      if (added.ok && added.value.kind === 'choose_server') setIssuers(added.value.issuers);
      return added;
    });
  }
  if (issuers === null) return <AnotherServiceForm request={request} onSubmit={() => add(null)} />;
  return (
    <ChooseServer
      address={draft.serverAddress}
      // Without a client ID the app registers itself, with the right redirect URIs.
      methods={draft.clientId.trim() === '' ? [] : redirectsToRegister[draft.method]}
      issuers={issuers}
      request={request}
      onChoose={add}
      onBack={() => {
        request.reset();
        setIssuers(null);
      }}
    />
  );
}
