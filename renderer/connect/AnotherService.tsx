import { useState } from 'react';

import type { ReplyOf } from '../../ipc/contract.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { useDraft } from '../store/selectors.js';
import { AgreeToPrivateNetwork } from './AgreeToPrivateNetwork.js';
import { AnotherServiceForm } from './AnotherServiceForm.js';
import { ChooseServer } from './ChooseServer.js';
import { ConfirmIssuer } from './ConfirmIssuer.js';
import { displayHost } from './display-address.js';
import { redirectsToRegister } from './redirects-to-register.js';

/** Everything that the user has answered so far. */
interface Answers {
  readonly chosenIssuer: string | null;
  readonly confirmedIssuer?: string;
  /** Hosts inside their network. */
  readonly agreed: readonly string[];
}

type Question = Extract<
  ReplyOf<'addService'>,
  { kind: 'confirm_issuer' | 'confirm_private_network' }
>;

const noAnswers: Answers = { chosenIssuer: null, agreed: [] };

/**
 * Connects to any server by its address. The user first picks one of several servers that an API trusts,
 * confirms one that calls itself otherwise, and agrees to one that leads into their network.
 */
export function AnotherService() {
  const draft = useDraft();
  const request = useRequest();
  const [issuers, setIssuers] = useState<readonly string[] | null>(null);
  const [open, setOpen] = useState<{ question: Question; answers: Answers } | null>(null);

  function add(answers: Answers): void {
    const { agreed, ...issuer } = answers;
    void request.send(async () => {
      const confirmed = agreed.length > 0 && { confirmedPrivateHosts: [...agreed] };
      const added = await requests.addService({ ...draft, ...issuer, ...confirmed });
      if (!added.ok || added.value.kind === 'added') return added;
      if (added.value.kind === 'choose_server') setIssuers(added.value.issuers);
      else setOpen({ question: added.value, answers });
      return added;
    });
  }
  function back(): void {
    request.reset();
    setOpen(null);
  }
  if (open?.question.kind === 'confirm_issuer') {
    const { issuer } = open.question;
    return (
      <ConfirmIssuer
        address={draft.serverAddress.trim()}
        issuer={issuer}
        request={request}
        onConfirm={() => add({ ...open.answers, confirmedIssuer: issuer })}
        onBack={back}
      />
    );
  }
  if (open?.question.kind === 'confirm_private_network') {
    const { hosts } = open.question;
    return (
      <AgreeToPrivateNetwork
        service={displayHost(draft.serverAddress.trim())}
        hosts={hosts}
        request={request}
        onAgree={() => add({ ...open.answers, agreed: [...open.answers.agreed, ...hosts] })}
        onCancel={back}
      />
    );
  }
  if (issuers === null) {
    return <AnotherServiceForm request={request} onSubmit={() => add(noAnswers)} />;
  }
  return (
    <ChooseServer
      address={draft.serverAddress}
      // Without a client ID the app registers itself, with the right redirect URIs.
      methods={draft.clientId.trim() === '' ? [] : redirectsToRegister[draft.method]}
      issuers={issuers}
      request={request}
      onChoose={(chosenIssuer) => add({ ...noAnswers, chosenIssuer })}
      onBack={() => {
        request.reset();
        setIssuers(null);
      }}
    />
  );
}
