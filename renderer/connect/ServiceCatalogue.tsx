import { Plus } from 'lucide-react';
import { useState } from 'react';

import type { ServiceView } from '../../ipc/service-view.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { SearchField } from '../components/SearchField.js';
import { useMessage } from '../components/message.js';
import type { Remedy } from '../../messages/remedies.js';
import { requests } from '../store/requests.js';
import { openAnotherService, closeConnect, openSetUp } from '../store/ui-actions.js';
import { useCatalogue } from '../store/selectors.js';
import { DefinitionProblems } from './DefinitionProblems.js';
import { ServiceList } from './ServiceList.js';
import styles from './ServiceCatalogue.module.css';
import { servicesFound } from './services-found.js';

export function ServiceCatalogue() {
  const say = useMessage();
  const { services, problems } = useCatalogue();
  const [search, setSearch] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const { send, busy, failure, forget } = useRequest();
  const found = servicesFound(services, search);
  const chosen = services.find(({ id }) => id === chosenId);

  function start({ id }: ServiceView): void {
    setChosenId(id);
    void send(() => requests.addConnection({ serviceId: id }));
  }
  const choose = (service: ServiceView) =>
    service.setUp.kind === 'ready' ? start(service) : openSetUp(service);
  function remedy(kind: Remedy): void {
    switch (kind) {
      case 'try_again':
      case 'sign_in_again':
      case 'paste_again':
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
        // This step appears by itself as soon as main says that a choice is needed.
        forget();
        return;
      case 'close':
        closeConnect();
    }
  }

  return (
    <DialogBody>
      <DialogHeading>{say('connect.name')}</DialogHeading>
      <SearchField
        label={say('connect.searchServices')}
        value={search}
        onType={setSearch}
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
            ? say('connect.noServices')
            : say('connect.nothingFound', { search: search.trim() })}
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
        {say('connect.another')}
      </button>
      <DefinitionProblems problems={problems} />
    </DialogBody>
  );
}
