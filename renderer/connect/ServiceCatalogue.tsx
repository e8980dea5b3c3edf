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
import { serviceChosen, serviceForgotten, vaultTriedAgain } from '../store/requests.js';
import { anotherServiceChosen, connectClosed, setUpChosen } from '../store/ui-actions.js';
import { useCatalogue } from '../store/selectors.js';
import { DefinitionProblems } from './DefinitionProblems.js';
import { ServiceList } from './ServiceList.js';
import styles from './ServiceCatalogue.module.css';
import { searchServices } from './search-services.js';

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
    void send(() => serviceChosen(id));
  }
  const choose = (service: ServiceView) =>
    service.setUp.kind === 'ready' ? start(service) : setUpChosen(service);
  function remedy(kind: Remedy): void {
    switch (kind) {
      case 'try_again':
      case 'sign_in_again':
      case 'paste_again':
        if (chosen) start(chosen);
        return;
      case 'change_settings':
        if (chosen?.source === 'shipped') setUpChosen(chosen);
        else anotherServiceChosen();
        return;
      case 'unlock':
        void send(vaultTriedAgain);
        return;
      case 'choose_protection':
        // The dialog shows that step as soon as main reports that a choice is needed.
        reset();
        return;
      case 'close':
        connectClosed();
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
          onSetUp={setUpChosen}
          onForget={({ id }) => void send(() => serviceForgotten(id))}
        />
      )}
      <button type="button" className={styles.another} onClick={() => anotherServiceChosen()}>
        <Plus aria-hidden />
        {message('connect.another')}
      </button>
      <DefinitionProblems problems={problems} />
    </DialogBody>
  );
}
