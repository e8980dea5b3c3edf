/**
 * The window's only way out: one line per request and per event of the contract, no generic send and
 * no event object (E20). The lines are written out so that a review sees all there is; a missing
 * line, or one too many, does not compile. Only types of the contract are imported, because a
 * sandboxed preload script is one small file.
 */
import { contextBridge, ipcRenderer, webFrame } from 'electron';

import type { EventName, PayloadOf, ReplyOf, RequestName, RequestOf } from '../ipc/contract.js';
import type { Result } from '../ipc/failure.js';
import type { JsonOf, WindowApi } from '../ipc/window-api.js';
import { removeWebApis } from './removed-web-apis.js';

function request<R extends RequestName>(name: R) {
  return (request: RequestOf<R>): Promise<Result<ReplyOf<R>>> =>
    ipcRenderer.invoke(name, request) as Promise<Result<ReplyOf<R>>>;
}

function on<E extends EventName>(name: E) {
  return (listener: (payload: JsonOf<PayloadOf<E>>) => void): (() => void) => {
    const forward = (_event: unknown, payload: JsonOf<PayloadOf<E>>) => listener(payload);
    ipcRenderer.on(name, forward);
    return () => void ipcRenderer.removeListener(name, forward);
  };
}

const api: WindowApi = {
  windowReady: request('windowReady'),

  keepUntilQuit: request('keepUntilQuit'),
  protectByPassphrase: request('protectByPassphrase'),
  unlockVault: request('unlockVault'),
  retryUnlock: request('retryUnlock'),
  offerRecovery: request('offerRecovery'),
  printRecoverySheet: request('printRecoverySheet'),
  confirmRecovery: request('confirmRecovery'),
  abandonRecovery: request('abandonRecovery'),
  removeRecovery: request('removeRecovery'),
  startNewVault: request('startNewVault'),
  openArchivedVault: request('openArchivedVault'),

  lock: request('lock'),
  unlock: request('unlock'),

  inspectServer: request('inspectServer'),
  addService: request('addService'),
  setUpService: request('setUpService'),
  removeService: request('removeService'),
  openAccountPage: request('openAccountPage'),
  openServiceDocs: request('openServiceDocs'),
  openRegistrationForm: request('openRegistrationForm'),
  getSetUpRequest: request('getSetUpRequest'),
  copySetUpRequest: request('copySetUpRequest'),
  saveClientFile: request('saveClientFile'),
  openClientFile: request('openClientFile'),
  importClients: request('importClients'),
  getRedirectUris: request('getRedirectUris'),
  copyRedirectUri: request('copyRedirectUri'),

  addConnection: request('addConnection'),
  signInAgain: request('signInAgain'),
  requestMoreScopes: request('requestMoreScopes'),
  refreshConnection: request('refreshConnection'),
  renameConnection: request('renameConnection'),
  annotateConnection: request('annotateConnection'),
  setTokenBinding: request('setTokenBinding'),
  getDependents: request('getDependents'),
  disconnectConnection: request('disconnectConnection'),
  removeConnection: request('removeConnection'),
  undoRemoval: request('undoRemoval'),
  watchConnection: request('watchConnection'),
  introspectToken: request('introspectToken'),
  openSignOutPage: request('openSignOutPage'),
  copyConnectionAdminRequest: request('copyConnectionAdminRequest'),
  copyAccountEmail: request('copyAccountEmail'),

  watchHistory: request('watchHistory'),
  closeHistory: request('closeHistory'),
  deleteEnded: request('deleteEnded'),
  deleteHistory: request('deleteHistory'),

  openBrowserAgain: request('openBrowserAgain'),
  copySignInLink: request('copySignInLink'),
  copyAttemptAdminRequest: request('copyAttemptAdminRequest'),
  pasteAddress: request('pasteAddress'),
  changeSignInMethod: request('changeSignInMethod'),
  confirmPrivateNetwork: request('confirmPrivateNetwork'),
  confirmMove: request('confirmMove'),
  keepServer: request('keepServer'),
  keepAsNewConnection: request('keepAsNewConnection'),
  retryAttempt: request('retryAttempt'),
  closeAttempt: request('closeAttempt'),

  reportActions: request('reportActions'),

  changeSettings: request('changeSettings'),
  openProjectPage: request('openProjectPage'),
  checkSettings: request('checkSettings'),

  onLockChanged: on('lockChanged'),
  onVaultChanged: on('vaultChanged'),
  onServicesChanged: on('servicesChanged'),
  onConnectionsChanged: on('connectionsChanged'),
  onAttemptsChanged: on('attemptsChanged'),
  onDetailsChanged: on('detailsChanged'),
  onRefreshFinished: on('refreshFinished'),
  onConnectionEnded: on('connectionEnded'),
  onHistoryChanged: on('historyChanged'),
  onSettingsChanged: on('settingsChanged'),
  onClockChanged: on('clockChanged'),
  onRegionChanged: on('regionChanged'),
  onActionChosen: on('actionChosen'),
  onAttentionRequested: on('attentionRequested'),
};

contextBridge.exposeInMainWorld('api', api);
// Not awaited: it has run before the page's first script.
void webFrame.executeJavaScript(`(${String(removeWebApis)})()`);
