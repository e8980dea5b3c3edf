import { appActions, shortcuts } from '../../ipc/app-actions.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { useMessage } from '../components/message.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { closeOverlay } from '../store/ui-actions.js';
import { Keys } from './Keys.js';
import styles from './ShortcutsDialog.module.css';

/** Every shortcut of the app. */
export function ShortcutsDialog() {
  const message = useMessage();
  return (
    <ModalDialog name={message('action.shortcuts')} onClose={closeOverlay}>
      <DialogBody>
        <DialogHeading takesFocus>{message('action.shortcuts')}</DialogHeading>
        <dl className={styles.list}>
          {appActions.map((action) => {
            const shortcut = shortcuts[action];
            return shortcut === null ? null : (
              <div key={action} className={styles.row}>
                <dt>{message(`action.${action}`)}</dt>
                <dd>
                  <Keys shortcut={shortcut} />
                </dd>
              </div>
            );
          })}
        </dl>
      </DialogBody>
    </ModalDialog>
  );
}
