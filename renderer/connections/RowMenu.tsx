import { Fragment, type RefObject } from 'react';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Separator } from 'react-aria-components/Separator';

import choices from '../components/ChoiceMenu.module.css';
import { useMessage } from '../components/message.js';
import { toggleChecked } from '../store/batch-actions.js';
import { copyEmailFromList, refreshFromList, signInAgainFromList } from '../store/list-actions.js';
import { useConnection } from '../store/selectors.js';
import { openConnectionDialog } from '../store/ui-actions.js';
import { type RowMenuItem, rowMenuItems } from './row-menu-items.js';
import styles from './RowMenu.module.css';

interface RowMenuProps {
  readonly id: string;
  /** The row's button, which gets the focus back. */
  readonly triggerRef: RefObject<Element | null>;
  /** Where the user clicked. */
  readonly at: DOMRect;
  readonly onClose: () => void;
}

const names = {
  refresh: 'details.refresh',
  sign_in_again: 'details.signInAgain',
  rename: 'rowMenu.rename',
  copy_email: 'rowMenu.copyEmail',
  select: 'rowMenu.select',
  remove: 'rowMenu.remove',
  disconnect: 'rowMenu.disconnect',
} as const;

function act(item: RowMenuItem, id: string): void {
  switch (item) {
    case 'refresh':
      void refreshFromList(id);
      return;
    case 'sign_in_again':
      void signInAgainFromList(id);
      return;
    case 'copy_email':
      void copyEmailFromList(id);
      return;
    case 'select':
      toggleChecked(id);
      return;
    case 'rename':
    case 'remove':
    case 'disconnect':
      openConnectionDialog(item, id);
  }
}

/** Actions on one connection, at a right click or by the key for it. */
export function RowMenu({ id, triggerRef, at, onClose }: RowMenuProps) {
  const message = useMessage();
  const connection = useConnection(id);
  if (connection === null) return null;
  const groups = rowMenuItems(connection).filter((group) => group.length > 0);
  return (
    <Popover
      className={choices.popover ?? ''}
      aria-label={connection.label}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      triggerRef={triggerRef}
      getTargetRect={() => at}
      placement="bottom start"
      offset={2}
    >
      <Menu
        className={choices.menu ?? ''}
        aria-label={connection.label}
        autoFocus="first"
        onClose={onClose}
      >
        {groups.map((group, index) => (
          <Fragment key={group[0]}>
            {index === 0 ? null : <Separator className={styles.separator ?? ''} />}
            {group.map((item) => (
              <MenuItem
                key={item}
                id={item}
                textValue={message(names[item])}
                className={`${choices.item ?? ''} ${item === 'disconnect' ? styles.danger : ''}`}
                onAction={() => act(item, id)}
              >
                {message(names[item])}
                {item === 'rename' ? (
                  <kbd className={styles.shortcut} aria-hidden>
                    F2
                  </kbd>
                ) : null}
              </MenuItem>
            ))}
          </Fragment>
        ))}
      </Menu>
    </Popover>
  );
}
