import { ArrowLeft, Plus } from 'lucide-react';
import { useState } from 'react';

import type { ServiceView } from '../../ipc/service-view.js';
import type { Remedy } from '../../messages/remedies.js';
import { Button } from '../components/Button.js';
import { DefinitionProblems } from '../components/DefinitionProblems.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { SearchField } from '../components/SearchField.js';
import { hasPermissionChoice } from '../store/permission-choice.js';
import { requests } from '../store/requests.js';
import { useCatalogue } from '../store/selectors.js';
import {
  openAnotherService,
  closeConnect,
  openPermissions,
  openServiceByAddress,
  openSetUp,
} from '../store/ui-actions.js';
import {
  catalogueSections,
  foundSections,
  looksLikeAddress,
  searchServices,
  type Section,
} from './search-services.js';
import styles from './ServiceCatalogue.module.css';
import { ServiceList } from './ServiceList.js';

export function ServiceCatalogue() {
  const message = useMessage();
  const { services, problems } = useCatalogue();
  const [search, setSearch] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const { send, busy, failure, reset } = useRequest();
  const [family, setFamily] = useState<string | null>(null);
  const found = searchServices(services, search);
  const sections = sectionsOf(found, search, family);
  const chosen = services.find(({ id }) => id === chosenId);

  function start(service: ServiceView): void {
    const { id } = service;
    setChosenId(id);
    if (hasPermissionChoice(service)) openPermissions(id);
    else void send(() => requests.addConnection({ serviceId: id }));
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
  const isAddress = looksLikeAddress(search);
  /** Enter in the search: the first tile, or the address that is typed there. */
  function chooseFirst(): void {
    const [entry] = sections[0]?.entries ?? [];
    if (entry?.kind === 'family') setFamily(entry.name);
    else if (entry) choose(entry.service);
    else if (isAddress) openAnotherService({ serverAddress: search.trim() });
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
      <form
        onSubmit={(event) => {
          event.preventDefault();
          chooseFirst();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          event.currentTarget.parentElement?.querySelector<HTMLElement>('[data-tile]')?.focus();
        }}
      >
        <SearchField
          label={message('connect.searchServices')}
          placeholder={message('connect.searchHint')}
          value={search}
          onChange={(text) => {
            setSearch(text);
            setFamily(null);
          }}
          autoFocus
        />
      </form>
      {failure === null ? null : (
        <FailureNotice
          failure={failure}
          service={chosen?.name ?? ''}
          busy={busy}
          onRemedy={remedy}
        />
      )}
      {family === null ? null : (
        <div>
          <Button variant="quiet" onClick={() => setFamily(null)}>
            <ArrowLeft aria-hidden />
            {message('connect.allServices')}
          </Button>
        </div>
      )}
      {found.length === 0 ? (
        <p className={styles.nothing}>
          {services.length === 0
            ? message('connect.noServices')
            : message(isAddress ? 'connect.addressFound' : 'connect.nothingFound', {
                search: search.trim(),
              })}
        </p>
      ) : (
        <ServiceList
          sections={sections}
          busyId={busy ? chosenId : null}
          onChoose={choose}
          onOpenFamily={setFamily}
          onSetUp={openSetUp}
          onForget={({ id }) => void send(() => requests.removeService({ serviceId: id }))}
        />
      )}
      <div className={styles.foot}>
        <Button
          variant="quiet"
          onClick={() => openAnotherService(isAddress ? { serverAddress: search.trim() } : {})}
        >
          <Plus aria-hidden />
          {message('connect.another')}
        </Button>
        <span className={styles.footNote}>{message('connect.anotherHint')}</span>
      </div>
      <DefinitionProblems problems={problems} />
    </DialogBody>
  );
}

function sectionsOf(
  found: readonly ServiceView[],
  search: string,
  family: string | null,
): readonly Section[] {
  if (family !== null) return foundSections(found.filter((each) => each.family === family));
  return search.trim() === '' ? catalogueSections(found) : foundSections(found);
}
