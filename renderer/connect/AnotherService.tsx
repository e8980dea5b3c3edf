import { useState } from 'react';

import type { ReplyOf } from '../../ipc/contract.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { useDraft } from '../store/selectors.js';
import { AnotherServiceForm } from './AnotherServiceForm.js';
import { ChooseServer } from './ChooseServer.js';
import { ConfirmIssuer } from './ConfirmIssuer.js';
import { redirectsToRegister } from './redirects-to-register.js';

type Question = Exclude<ReplyOf<'addService'>, { kind: 'added' }>;

/**
 * Connects to any server by its address. Where an API trusts several servers, the user picks one first;
 * where a server calls itself otherwise, they confirm that.
 */
export function AnotherService() {
  const draft = useDraft();
  const request = useRequest();
  const [question, setQuestion] = useState<Question | null>(null);

  function add(chosenIssuer: string | null, confirmedIssuer?: string): void {
    void request.send(async () => {
      const added = await requests.addService({
        ...draft,
        chosenIssuer,
        ...(confirmedIssuer !== undefined && { confirmedIssuer }),
      });
      if (added.ok && added.value.kind !== 'added') setQuestion(added.value);
      return added;
    });
  }
  function back(): void {
    request.reset();
    setQuestion(null);
  }
  switch (question?.kind) {
    case undefined:
      return <AnotherServiceForm request={request} onSubmit={() => add(null)} />;
    case 'choose_server':
      return (
        <ChooseServer
          address={draft.serverAddress}
          // Without a client ID the app registers itself, with the right redirect URIs.
          methods={draft.clientId.trim() === '' ? [] : redirectsToRegister[draft.method]}
          issuers={question.issuers}
          request={request}
          onChoose={add}
          onBack={back}
        />
      );
    case 'confirm_issuer':
      return (
        <ConfirmIssuer
          address={draft.serverAddress.trim()}
          issuer={question.issuer}
          request={request}
          onConfirm={() => add(null, question.issuer)}
          onBack={back}
        />
      );
  }
}
