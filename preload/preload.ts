/** The window's only way out: one line per channel, no generic send, no event object (E20). */
import { contextBridge, ipcRenderer } from 'electron';

import type { EventChannel, RequestChannel } from '../ipc/channels.js';
import type { Events, Replies, RequestOf } from '../ipc/contract.js';
import type { Result } from '../ipc/failure.js';
import type { AsJson, WindowApi } from '../ipc/window-api.js';

function ask<C extends RequestChannel>(channel: C) {
  return (request: RequestOf<C>): Promise<Result<Replies[C]>> =>
    ipcRenderer.invoke(channel, request) as Promise<Result<Replies[C]>>;
}

function hear<C extends EventChannel>(channel: C) {
  return (listener: (told: AsJson<Events[C]>) => void): (() => void) => {
    const forward = (_event: unknown, told: AsJson<Events[C]>) => listener(told);
    ipcRenderer.on(channel, forward);
    return () => void ipcRenderer.removeListener(channel, forward);
  };
}

contextBridge.exposeInMainWorld('api', {
  windowReady: ask('window:ready'),
  keepUntilQuit: ask('vault:keep-until-quit'),
  protectByPassphrase: ask('vault:protect-by-passphrase'),
  unlockVault: ask('vault:unlock'),
  tryVaultAgain: ask('vault:try-again'),
  makeRecovery: ask('vault:make-recovery'),
  printRecoverySheet: ask('vault:print-recovery-sheet'),
  confirmRecovery: ask('vault:confirm-recovery'),
  abandonRecovery: ask('vault:abandon-recovery'),
  removeRecovery: ask('vault:remove-recovery'),
  startNewVault: ask('vault:start-new'),
  openKeptVault: ask('vault:open-kept'),
  addService: ask('services:add'),
  setUpService: ask('services:set-up'),
  removeService: ask('services:remove'),
  describeRedirect: ask('services:describe-redirect'),
  addConnection: ask('connections:add'),
  signInAgain: ask('connections:sign-in-again'),
  refreshConnection: ask('connections:refresh'),
  renameConnection: ask('connections:rename'),
  disconnect: ask('connections:disconnect'),
  removeConnection: ask('connections:remove'),
  watchConnection: ask('connections:watch'),
  askServer: ask('connections:ask-server'),
  openSignOut: ask('connections:open-sign-out'),
  copyAdminRequestFor: ask('connections:copy-admin-request'),
  openAccountPage: ask('services:open-account-page'),
  openDocs: ask('services:open-docs'),
  openBrowserAgain: ask('attempts:open-again'),
  copySignInLink: ask('attempts:copy-link'),
  copyAdminRequest: ask('attempts:copy-admin-request'),
  pasteAddress: ask('attempts:paste-address'),
  changeWayBack: ask('attempts:change-way'),
  confirmAttempt: ask('attempts:confirm'),
  keepAsNew: ask('attempts:keep-as-new'),
  tryAttemptAgain: ask('attempts:try-again'),
  cancelAttempt: ask('attempts:cancel'),
  dismissAttempt: ask('attempts:dismiss'),
  copyRedirect: ask('clipboard:copy-redirect'),
  changeSettings: ask('settings:change'),
  lookAtSettings: ask('settings:look'),

  onVaultChanged: hear('vault:changed'),
  onServicesChanged: hear('services:changed'),
  onConnectionsChanged: hear('connections:changed'),
  onAttemptsChanged: hear('attempts:changed'),
  onDetailsChanged: hear('details:changed'),
  onConnectionEnded: hear('connection:ended'),
  onSettingsChanged: hear('settings:changed'),
  onClockChanged: hear('clock:changed'),
  onAttentionCalled: hear('attention:called'),
} satisfies WindowApi);
