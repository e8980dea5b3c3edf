import { useState } from 'react';

import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { useDraft } from '../store/selectors.js';
import { AgreeToPrivateNetwork } from './AgreeToPrivateNetwork.js';
import { AnotherServiceForm } from './AnotherServiceForm.js';
import { ChooseServer } from './ChooseServer.js';
import { displayHost } from './display-address.js';
import { redirectsToRegister } from './redirects-to-register.js';

interface PrivateNetworkQuestion {
  readonly hosts: readonly string[];
  /** Those that the user has agreed to before. */
  readonly agreed: readonly string[];
  readonly chosenIssuer: string | null;
}

/**
 * Connects to any server by its address. The user first picks one of several servers that an API trusts,
 * and agrees to one that leads into their network.
 */
export function AnotherService() {
  const draft = useDraft();
  const request = useRequest();
  const [issuers, setIssuers] = useState<readonly string[] | null>(null);
  const [inside, setInside] = useState<PrivateNetworkQuestion | null>(null);

  function add(chosenIssuer: string | null, agreed: readonly string[] = []): void {
    void request.send(async () => {
      const confirmed = agreed.length > 0 && { confirmedPrivateHosts: [...agreed] };
      const added = await requests.addService({ ...draft, chosenIssuer, ...confirmed });
      if (!added.ok) return added;
      if (added.value.kind === 'choose_server') setIssuers(added.value.issuers);
      if (added.value.kind === 'confirm_private_network') {
        setInside({ hosts: added.value.hosts, agreed, chosenIssuer });
      }
      return added;
    });
  }
  if (inside !== null) {
    return (
      <AgreeToPrivateNetwork
        service={displayHost(draft.serverAddress.trim())}
        hosts={inside.hosts}
        request={request}
        onAgree={() => add(inside.chosenIssuer, [...inside.agreed, ...inside.hosts])}
        onCancel={() => {
          request.reset();
          setInside(null);
        }}
      />
    );
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
