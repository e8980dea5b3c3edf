/**
 * The one object the preload script gives to the window: a function per request and one per event,
 * nothing generic. `off` functions stop the listening.
 *
 * What events tell crosses as JSON text: the bridge between the preload script and the page copies
 * objects piece by piece, which for ten thousand connections takes longer than everything else.
 */
import type { Events, Replies, RequestOf } from './contract.js';
import type { EventChannel, RequestChannel } from './channels.js';
import type { Result } from './failure.js';

type Ask<C extends RequestChannel> = (request: RequestOf<C>) => Promise<Result<Replies[C]>>;
type Hear<C extends EventChannel> = (listener: (told: AsJson<Events[C]>) => void) => () => void;

declare const parsed: unique symbol;
/** JSON text of a value of that type. */
export type AsJson<T> = string & { readonly [parsed]?: T };

export interface WindowApi {
  windowReady: Ask<'window:ready'>;
  keepUntilQuit: Ask<'vault:keep-until-quit'>;
  protectByPassphrase: Ask<'vault:protect-by-passphrase'>;
  unlockVault: Ask<'vault:unlock'>;
  tryVaultAgain: Ask<'vault:try-again'>;
  makeRecovery: Ask<'vault:make-recovery'>;
  printRecoverySheet: Ask<'vault:print-recovery-sheet'>;
  confirmRecovery: Ask<'vault:confirm-recovery'>;
  abandonRecovery: Ask<'vault:abandon-recovery'>;
  removeRecovery: Ask<'vault:remove-recovery'>;
  startNewVault: Ask<'vault:start-new'>;
  openKeptVault: Ask<'vault:open-kept'>;
  addService: Ask<'services:add'>;
  setUpService: Ask<'services:set-up'>;
  removeService: Ask<'services:remove'>;
  describeRedirect: Ask<'services:describe-redirect'>;
  addConnection: Ask<'connections:add'>;
  signInAgain: Ask<'connections:sign-in-again'>;
  refreshConnection: Ask<'connections:refresh'>;
  renameConnection: Ask<'connections:rename'>;
  disconnect: Ask<'connections:disconnect'>;
  removeConnection: Ask<'connections:remove'>;
  watchConnection: Ask<'connections:watch'>;
  askServer: Ask<'connections:ask-server'>;
  openSignOut: Ask<'connections:open-sign-out'>;
  copyAdminRequestFor: Ask<'connections:copy-admin-request'>;
  openAccountPage: Ask<'services:open-account-page'>;
  openDocs: Ask<'services:open-docs'>;
  openBrowserAgain: Ask<'attempts:open-again'>;
  copySignInLink: Ask<'attempts:copy-link'>;
  copyAdminRequest: Ask<'attempts:copy-admin-request'>;
  pasteAddress: Ask<'attempts:paste-address'>;
  changeWayBack: Ask<'attempts:change-way'>;
  confirmAttempt: Ask<'attempts:confirm'>;
  keepAsNew: Ask<'attempts:keep-as-new'>;
  tryAttemptAgain: Ask<'attempts:try-again'>;
  cancelAttempt: Ask<'attempts:cancel'>;
  dismissAttempt: Ask<'attempts:dismiss'>;
  copyRedirect: Ask<'clipboard:copy-redirect'>;
  changeSettings: Ask<'settings:change'>;
  lookAtSettings: Ask<'settings:look'>;

  onVaultChanged: Hear<'vault:changed'>;
  onServicesChanged: Hear<'services:changed'>;
  onConnectionsChanged: Hear<'connections:changed'>;
  onAttemptsChanged: Hear<'attempts:changed'>;
  onDetailsChanged: Hear<'details:changed'>;
  onConnectionEnded: Hear<'connection:ended'>;
  onSettingsChanged: Hear<'settings:changed'>;
  onClockChanged: Hear<'clock:changed'>;
  onAttentionCalled: Hear<'attention:called'>;
}
