import { useState } from 'react';

import type { EndedView, HistoryView } from '../../ipc/history-view.js';
import { Button } from '../components/Button.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { useMessage } from '../components/message.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { closeHistory, lookInto, useHistory, useHistoryOpen } from '../store/history.js';
import { requests } from '../store/requests.js';
import { EndedEntry } from './EndedEntry.js';
import styles from './HistoryDialog.module.css';

/** The connections that have ended, each with the evidence. */
export function HistoryDialog() {
  const message = useMessage();
  const history = useHistory();
  if (!useHistoryOpen()) return null;
  return (
    <ModalDialog name={message('history.open')} size="large" onClose={closeHistory}>
      <DialogBody>
        <DialogHeading takesFocus>{message('history.open')}</DialogHeading>
        <Content history={history} />
      </DialogBody>
    </ModalDialog>
  );
}

function Content({ history }: { readonly history: HistoryView | null }) {
  const message = useMessage();
  if (history === null) return <p className={styles.soft}>{message('history.loading')}</p>;
  const { ended } = history;
  if (ended === null) return <p className={styles.soft}>{message('history.locked')}</p>;
  if (ended.length === 0) return <p className={styles.soft}>{message('history.none')}</p>;
  return <Entries ended={ended} activity={history.activity} />;
}

interface EntriesProps {
  readonly ended: readonly EndedView[];
  readonly activity: HistoryView['activity'];
}

function Entries({ ended, activity }: EntriesProps) {
  const message = useMessage();
  const [openId, setOpenId] = useState<string | null>(null);
  const [toDelete, setToDelete] = useState<EndedView | 'all' | null>(null);
  const close = () => setToDelete(null);
  function toggle(connectionId: string): void {
    const next = openId === connectionId ? null : connectionId;
    setOpenId(next);
    lookInto(next);
  }
  return (
    <>
      <p className={styles.soft}>{message('history.intro')}</p>
      <ul className={styles.list} aria-label={message('history.list')}>
        {ended.map((each) => (
          <EndedEntry
            key={each.connectionId}
            ended={each}
            isOpen={openId === each.connectionId}
            activity={activity?.connectionId === each.connectionId ? activity.entries : null}
            onToggle={() => toggle(each.connectionId)}
            onDelete={() => setToDelete(each)}
          />
        ))}
      </ul>
      <DialogButtons>
        <Button variant="quietDanger" onClick={() => setToDelete('all')}>
          {message('history.deleteAll')}
        </Button>
      </DialogButtons>
      {toDelete === null ? null : toDelete === 'all' ? (
        <ConfirmDialog
          danger
          heading={message('history.deleteAllHeading')}
          action={message('history.deleteAll')}
          onConfirm={() => requests.deleteHistory({})}
          onClose={close}
        >
          <p>{message('history.deleteAllText', { count: ended.length })}</p>
        </ConfirmDialog>
      ) : (
        <ConfirmDialog
          danger
          heading={message('history.deleteHeading', { label: toDelete.label })}
          action={message('history.delete')}
          onConfirm={() => requests.deleteEnded({ connectionId: toDelete.connectionId })}
          onClose={close}
        >
          <p>{message('history.deleteText', { service: toDelete.serviceName })}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
