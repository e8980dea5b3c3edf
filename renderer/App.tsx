import styles from './App.module.css';
import { useMessage } from './components/message.js';
import { VisuallyHidden } from './components/VisuallyHidden.js';
import { ConnectDialog } from './connect/ConnectDialog.js';
import { BatchPane } from './connections/BatchPane.js';
import { BatchStatus } from './connections/BatchStatus.js';
import { DetailsPane } from './connections/DetailsPane.js';
import { EmptyState } from './connections/EmptyState.js';
import { EvidenceDialog } from './connections/EvidenceDialog.js';
import { useFocusNewConnection } from './connections/focus-new-connection.js';
import { HistoryDialog } from './connections/HistoryDialog.js';
import { ListPane } from './connections/ListPane.js';
import { OpenConnectionDialog } from './connections/OpenConnectionDialog.js';
import { SettingsButton } from './settings/SettingsButton.js';
import { SettingsPage } from './settings/SettingsPage.js';
import { ClockBar } from './shell/ClockBar.js';
import { CommandPalette } from './shell/CommandPalette.js';
import { useContrast } from './shell/contrast.js';
import { IntegrityBar } from './shell/IntegrityBar.js';
import { useKeepFocus } from './shell/keep-focus.js';
import { useShortcuts } from './shell/shortcuts.js';
import { ShortcutsDialog } from './shell/ShortcutsDialog.js';
import { StatusLine } from './shell/StatusLine.js';
import {
  useBatchShown,
  useConnection,
  useConnectionCount,
  useEndedConnection,
  useIsLocked,
  useOverlay,
  usePage,
  useSelectedId,
  useVault,
} from './store/selectors.js';
import { LockScreen } from './vault/LockScreen.js';
import { VaultPanel } from './vault/VaultPanel.js';

export function App() {
  const isLocked = useIsLocked();
  useContrast();
  return isLocked ? <LockScreen /> : <Unlocked />;
}

function Unlocked() {
  const message = useMessage();
  const endedConnection = useEndedConnection();
  useShortcuts();
  const page = useKeepFocus();
  useFocusNewConnection();
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
        <Pages />
      </main>
      <ConnectDialog />
      <OpenConnectionDialog />
      <HistoryDialog />
      <Overlay />
      {endedConnection === null ? null : (
        <EvidenceDialog key={endedConnection.connectionId} endedConnection={endedConnection} />
      )}
      <BatchStatus />
      <StatusLine />
    </>
  );
}

function Overlay() {
  const overlay = useOverlay();
  switch (overlay) {
    case 'command_palette':
      return <CommandPalette />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case null:
      return null;
  }
}

/** The connections keep their rows and their scroll position while another page covers them. */
function Pages() {
  const page = usePage();
  return (
    <div className={styles.pages} data-covered={page === 'connections' ? undefined : true}>
      <Connections />
      {page === 'settings' ? <SettingsPage /> : null}
    </div>
  );
}

function Connections() {
  const message = useMessage();
  const vault = useVault();
  const count = useConnectionCount();
  const selectedId = useSelectedId();
  const selected = useConnection(selectedId);
  const batchShown = useBatchShown();
  if (count === null || (count === 0 && vault.kind === 'opening')) {
    return <p className={styles.opening}>{message('list.opening')}</p>;
  }
  if (count === 0 && batchShown) return <BatchPane />;
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
    <div
      className={styles.panes}
      data-showing={selected === null && !batchShown ? 'list' : 'details'}
    >
      <div className={styles.list}>
        <ListPane />
      </div>
      <div className={styles.details}>
        {batchShown ? (
          <BatchPane />
        ) : selected === null ? (
          <p className={styles.chooseOne}>{message('list.chooseOne')}</p>
        ) : (
          <DetailsPane key={selected.id} connection={selected} />
        )}
      </div>
    </div>
  );
}
