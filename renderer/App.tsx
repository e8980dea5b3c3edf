import styles from './App.module.css';
import { useMessage } from './components/message.js';
import { VisuallyHidden } from './components/VisuallyHidden.js';
import { ConnectDialog } from './connect/ConnectDialog.js';
import { DetailsPane } from './connections/DetailsPane.js';
import { EmptyState } from './connections/EmptyState.js';
import { EvidenceDialog } from './connections/EvidenceDialog.js';
import { ListPane } from './connections/ListPane.js';
import { OpenConnectionDialog } from './connections/OpenConnectionDialog.js';
import { SettingsButton } from './settings/SettingsButton.js';
import { SettingsDialog } from './settings/SettingsDialog.js';
import { ClockBar } from './shell/ClockBar.js';
import { IntegrityBar } from './shell/IntegrityBar.js';
import { useKeepFocus } from './shell/keep-focus.js';
import { useShortcuts } from './shell/shortcuts.js';
import { StatusLine } from './shell/StatusLine.js';
import {
  useConnection,
  useConnectionCount,
  useEndedConnection,
  useSelectedId,
  useVault,
} from './store/selectors.js';
import { VaultPanel } from './vault/VaultPanel.js';

export function App() {
  const message = useMessage();
  const endedConnection = useEndedConnection();
  useShortcuts();
  const page = useKeepFocus();
  return (
    <>
      <main ref={page} tabIndex={-1} className={styles.page}>
        <VisuallyHidden>
          <h1>{message('app.name')}</h1>
        </VisuallyHidden>
        <div className={styles.notices}>
          <ClockBar />
          <IntegrityBar />
        </div>
        <Page />
      </main>
      <ConnectDialog />
      <OpenConnectionDialog />
      <SettingsDialog />
      {endedConnection === null ? null : (
        <EvidenceDialog key={endedConnection.connectionId} endedConnection={endedConnection} />
      )}
      <StatusLine />
    </>
  );
}

function Page() {
  const message = useMessage();
  const vault = useVault();
  const count = useConnectionCount();
  const selectedId = useSelectedId();
  const selected = useConnection(selectedId);
  if (count === null || (count === 0 && vault.kind === 'opening')) {
    return <p className={styles.opening}>{message('list.opening')}</p>;
  }
  if (count === 0) {
    // A vault that cannot be opened is not an empty one.
    return vault.kind === 'open' || vault.kind === 'choose_protection' ? (
      <EmptyState />
    ) : (
      <div className={styles.closed}>
        <VaultPanel />
        <div className={styles.corner}>
          <SettingsButton />
        </div>
      </div>
    );
  }
  return (
    <div className={styles.panes} data-showing={selected === null ? 'list' : 'details'}>
      <div className={styles.list}>
        <ListPane />
      </div>
      <div className={styles.details}>
        {selected === null ? (
          <p className={styles.chooseOne}>{message('list.chooseOne')}</p>
        ) : (
          <DetailsPane key={selected.id} connection={selected} />
        )}
      </div>
    </div>
  );
}
