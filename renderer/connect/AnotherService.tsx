import { useEffect, useEffectEvent, useState } from 'react';

import type { ReplyOf } from '../../ipc/contract.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { useInspectsNow, useServer, useServerAddress } from '../store/selectors.js';
import { currentDraft, editDraft, setServer, stopInspectingNow } from '../store/ui-actions.js';
import type { ServerAnswers } from '../store/window-store.js';
import { AgreeToPrivateNetwork } from './AgreeToPrivateNetwork.js';
import { ChooseServer } from './ChooseServer.js';
import { ConfirmIssuer } from './ConfirmIssuer.js';
import { displayHost } from './display-address.js';
import { completeAddress, looksLikeUrl } from './draft-problems.js';
import { ServerAddress } from './ServerAddress.js';
import { ServerSettings } from './ServerSettings.js';

type Question = Exclude<ReplyOf<'inspectServer'>, { kind: 'found' }>;

const noAnswers: ServerAnswers = { chosenIssuer: null };

/**
 * Connects to any server by its address. The address is looked at first, so that only what is needed is
 * asked. The user picks one of several servers that an API trusts, confirms one that calls itself
 * otherwise, and agrees to one that leads into their network.
 */
export function AnotherService() {
  const serverAddress = useServerAddress();
  const server = useServer();
  const inspectsNow = useInspectsNow();
  const request = useRequest();
  const [open, setOpen] = useState<{
    readonly question: Question;
    readonly answers: ServerAnswers;
    readonly isAdding: boolean;
  } | null>(null);
  const address = serverAddress.trim();
  const known = server?.address === address ? server : null;

  function inspect(answers: ServerAnswers): void {
    const complete = completeAddress(address);
    editDraft({ serverAddress: complete });
    void request.send(async () => {
      const inspected = await requests.inspectServer({ serverAddress: complete, ...answers });
      if (!inspected.ok) return inspected;
      const { value } = inspected;
      if (value.kind === 'found') {
        setOpen(null);
        setServer({ address: complete, answers, found: value });
      } else setOpen({ question: value, answers, isAdding: false });
      return inspected;
    });
  }
  function add(answers: ServerAnswers): void {
    void request.send(async () => {
      const added = await requests.addService({ ...currentDraft(), ...answers });
      if (added.ok && added.value.kind !== 'added') {
        setOpen({ question: added.value, answers, isAdding: true });
      }
      return added;
    });
  }
  function back(): void {
    request.reset();
    setOpen(null);
  }
  const inspectOnce = useEffectEvent(() => {
    if (!inspectsNow) return;
    stopInspectingNow();
    if (known === null && looksLikeUrl(completeAddress(address))) inspect(noAnswers);
  });
  useEffect(() => inspectOnce(), []);

  if (open !== null) {
    const { question, answers, isAdding } = open;
    const goOn = (more: Partial<ServerAnswers>) =>
      (isAdding ? add : inspect)({ ...answers, ...more });
    switch (question.kind) {
      case 'confirm_issuer':
        return (
          <ConfirmIssuer
            address={address}
            issuer={question.issuer}
            request={request}
            onConfirm={() => goOn({ confirmedIssuer: question.issuer })}
            onBack={back}
          />
        );
      case 'confirm_private_network': {
        const agreed = [...(answers.confirmedPrivateHosts ?? []), ...question.hosts];
        return (
          <AgreeToPrivateNetwork
            service={displayHost(address)}
            hosts={question.hosts}
            request={request}
            onAgree={() => goOn({ confirmedPrivateHosts: agreed })}
            onCancel={back}
          />
        );
      }
      case 'choose_server':
        return (
          <ChooseServer
            address={address}
            issuers={question.issuers}
            request={request}
            onChoose={(chosenIssuer) => goOn({ chosenIssuer })}
            onBack={back}
          />
        );
    }
  }
  return known === null ? (
    <ServerAddress request={request} onSubmit={() => inspect(noAnswers)} />
  ) : (
    <ServerSettings
      server={known}
      request={request}
      onSubmit={() => add(known.answers)}
      onBack={() => {
        request.reset();
        setServer(null);
      }}
    />
  );
}
