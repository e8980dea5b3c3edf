import { useConnection, useConnectionDialog } from '../store/selectors.js';
import { closeConnectionDialog } from '../store/ui-actions.js';
import { DisconnectDialog } from './DisconnectDialog.js';
import { RemoveDialog } from './RemoveDialog.js';
import { RenameDialog } from './RenameDialog.js';

const dialogs = { rename: RenameDialog, disconnect: DisconnectDialog, remove: RemoveDialog };

/** The dialog about one connection that a key or a menu has opened. */
export function OpenConnectionDialog() {
  const dialog = useConnectionDialog();
  const connection = useConnection(dialog?.connectionId ?? null);
  if (dialog === null || connection === null) return null;
  const Dialog = dialogs[dialog.kind];
  return <Dialog key={connection.id} connection={connection} onClose={closeConnectionDialog} />;
}
