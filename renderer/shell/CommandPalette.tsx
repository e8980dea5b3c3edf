import { useState } from 'react';
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete';
import { Header } from 'react-aria-components/Header';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { SearchField } from 'react-aria-components/SearchField';
import { flushSync } from 'react-dom';

import { appActions, shortcuts } from '../../ipc/app-actions.js';
import { useMessage } from '../components/message.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { runAction } from '../store/app-actions.js';
import { useFoundConnections, usePossibleActions, useServicesToConnect } from '../store/palette.js';
import { closeOverlay, closePage, connectService, selectConnection } from '../store/ui-actions.js';
import styles from './CommandPalette.module.css';
import { Keys } from './Keys.js';

/** The most of each kind: more would bury the others, and typing finds the rest. */
const most = 7;

/** Every action, connection and service by its name, at one key. */
export function CommandPalette() {
  const message = useMessage();
  const [search, setSearch] = useState('');
  const { contains } = useFilter({ sensitivity: 'base' });
  const possible = usePossibleActions();
  const actions = appActions.filter(
    (action) =>
      action !== 'command_palette' &&
      possible.includes(action) &&
      contains(message(`action.${action}`), search.trim()),
  );
  const connections = useFoundConnections(search, most);
  const services = useServicesToConnect()
    .filter(({ name, keywords }) =>
      [name, ...keywords].some((each) => contains(each, search.trim())),
    )
    .slice(0, most);
  // An action may open a dialog itself: this one has to be gone by then.
  const run = (act: () => void) => () => {
    flushSync(closeOverlay);
    act();
  };
  const isEmpty = actions.length + connections.length + services.length === 0;
  return (
    <ModalDialog
      name={message('action.command_palette')}
      size="large"
      role="dialog"
      onClose={closeOverlay}
    >
      <Autocomplete inputValue={search} onInputChange={setSearch}>
        <SearchField
          className={styles.search ?? ''}
          aria-label={message('palette.search')}
          autoFocus
        >
          <Input className={styles.input ?? ''} placeholder={message('palette.search')} />
        </SearchField>
        <Menu
          className={styles.menu ?? ''}
          aria-label={message('palette.results')}
          renderEmptyState={() => <p className={styles.empty}>{message('palette.nothing')}</p>}
        >
          {isEmpty || actions.length === 0 ? null : (
            <MenuSection>
              <Header className={styles.header ?? ''}>{message('palette.actions')}</Header>
              {actions.map((action) => {
                const shortcut = shortcuts[action];
                return (
                  <MenuItem
                    key={action}
                    id={action}
                    textValue={message(`action.${action}`)}
                    className={styles.item ?? ''}
                    onAction={run(() => runAction(action))}
                  >
                    {message(`action.${action}`)}
                    {shortcut === null ? null : <Keys shortcut={shortcut} />}
                  </MenuItem>
                );
              })}
            </MenuSection>
          )}
          {connections.length === 0 ? null : (
            <MenuSection>
              <Header className={styles.header ?? ''}>{message('list.name')}</Header>
              {connections.map(({ id, label, serviceName }) => (
                <MenuItem
                  key={id}
                  id={`connection ${id}`}
                  textValue={label}
                  className={styles.item ?? ''}
                  onAction={run(() => {
                    closePage();
                    selectConnection(id);
                  })}
                >
                  <bdi>{label}</bdi>
                  <bdi className={styles.note}>{serviceName}</bdi>
                </MenuItem>
              ))}
            </MenuSection>
          )}
          {services.length === 0 ? null : (
            <MenuSection>
              <Header className={styles.header ?? ''}>{message('palette.connect')}</Header>
              {services.map((service) => (
                <MenuItem
                  key={service.id}
                  id={`service ${service.id}`}
                  textValue={service.name}
                  className={styles.item ?? ''}
                  onAction={run(() => connectService(service))}
                >
                  <bdi>{service.name}</bdi>
                </MenuItem>
              ))}
            </MenuSection>
          )}
        </Menu>
      </Autocomplete>
    </ModalDialog>
  );
}
