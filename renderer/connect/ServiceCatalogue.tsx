import { Plus } from 'lucide-react';
import { useState } from 'react';

import type { ServiceView } from '../../ipc/service-view.js';
import type { Remedy } from '../../messages/remedies.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { SearchField } from '../components/SearchField.js';
import { requests } from '../store/requests.js';
import { useCatalogue } from '../store/selectors.js';
import {
  openAnotherService,
  closeConnect,
  openServiceByAddress,
  openSetUp,
} from '../store/ui-actions.js';
import { DefinitionProblems } from './DefinitionProblems.js';
import { searchServices } from './search-services.js';
import styles from './ServiceCatalogue.module.css';
import { ServiceList } from './ServiceList.js';

export function ServiceCatalogue() {
  const message = useMessage();
  const { services, problems } = useCatalogue();
  const [search, setSearch] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const { send, busy, failure, reset } = useRequest();
  const found = searchServices(services, search);
  const chosen = services.find(({ id }) => id === chosenId);

  function start({ id }: ServiceView): void {
    setChosenId(id);
    void send(() => requests.addConnection({ serviceId: id }));
  }
  function choose(service: ServiceView): void {
    const { setUp } = service;
    switch (setUp.kind) {
      case 'ready':
        start(service);
        return;
      case 'needs_client':
        openSetUp(service);
        return;
      case 'by_address':
        openServiceByAddress(setUp.address);
        return;
      case 'not_possible':
    }
  }
  function remedy(kind: Remedy): void {
    switch (kind) {
      case 'try_again':
      case 'sign_in_again':
      case 'paste_again':
      case 'paste_address':
      case 'use_local_address':
        if (chosen) start(chosen);
        return;
      case 'change_settings':
        if (chosen?.source === 'shipped') openSetUp(chosen);
        else openAnotherService();
        return;
      case 'unlock':
        void send(() => requests.retryUnlock({}));
        return;
      case 'choose_protection':
        // The dialog shows that step as soon as main reports that a choice is needed.
        reset();
        return;
      case 'close':
        closeConnect();
    }
  }

  return (
    <DialogBody>
      <DialogHeading>{message('connect.name')}</DialogHeading>
      <SearchField
        label={message('connect.searchServices')}
        value={search}
        onChange={setSearch}
        autoFocus
      />
      {failure === null ? null : (
        <FailureNotice
          failure={failure}
          service={chosen?.name ?? ''}
          busy={busy}
          onRemedy={remedy}
        />
      )}
      {found.length === 0 ? (
        <p className={styles.nothing}>
          {services.length === 0
            ? message('connect.noServices')
            : message('connect.nothingFound', { search: search.trim() })}
        </p>
      ) : (
        <ServiceList
          services={found}
          busyId={busy ? chosenId : null}
          onChoose={choose}
          onSetUp={openSetUp}
          onForget={({ id }) => void send(() => requests.removeService({ serviceId: id }))}
        />
      )}
      <button type="button" className={styles.another} onClick={() => openAnotherService()}>
        <Plus aria-hidden />
        {message('connect.another')}
      </button>
      <DefinitionProblems problems={problems} />
    </DialogBody>
  );
}
