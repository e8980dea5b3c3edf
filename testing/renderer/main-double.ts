/** A main process that says yes to everything, for tests. */
import { vi } from 'vitest';

import type { RequestChannel } from '../../ipc/channels.js';
import type { Replies, RequestOf } from '../../ipc/contract.js';
import type { Result } from '../../ipc/failure.js';
import type { WindowApi } from '../../ipc/window-api.js';

const taken = <C extends RequestChannel>(value: Replies[C]) =>
  vi.fn<(request: RequestOf<C>) => Promise<Result<Replies[C]>>>(() =>
    Promise.resolve({ ok: true, value }),
  );
const heard = () => vi.fn(() => () => undefined);

export function mainDouble() {
  return {
    windowReady: taken<'window:ready'>(null),
    keepUntilQuit: taken<'vault:keep-until-quit'>(null),
    protectByPassphrase: taken<'vault:protect-by-passphrase'>(null),
    unlockVault: taken<'vault:unlock'>(null),
    tryVaultAgain: taken<'vault:try-again'>(null),
    makeRecovery: taken<'vault:make-recovery'>({
      passphrase: '7G2K-9QXM-41VT-0PZC-HB8N-5RWE-3DJA',
    }),
    printRecoverySheet: taken<'vault:print-recovery-sheet'>(null),
    confirmRecovery: taken<'vault:confirm-recovery'>(null),
    abandonRecovery: taken<'vault:abandon-recovery'>(null),
    removeRecovery: taken<'vault:remove-recovery'>(null),
    startNewVault: taken<'vault:start-new'>(null),
    openKeptVault: taken<'vault:open-kept'>(null),
    addService: taken<'services:add'>({ kind: 'added', serviceId: 'own-1' }),
    setUpService: taken<'services:set-up'>({ serviceId: 'github' }),
    removeService: taken<'services:remove'>(null),
    describeRedirect: taken<'services:describe-redirect'>({
      appLink: 'app.lanyard.desktop:/callback/own-1',
      localAddress: 'http://127.0.0.1/callback/own-1',
    }),
    addConnection: taken<'connections:add'>({ attemptId: 'attempt-1' }),
    signInAgain: taken<'connections:sign-in-again'>({ attemptId: 'attempt-1' }),
    refreshConnection: taken<'connections:refresh'>(null),
    renameConnection: taken<'connections:rename'>(null),
    disconnect: taken<'connections:disconnect'>(null),
    removeConnection: taken<'connections:remove'>(null),
    watchConnection: taken<'connections:watch'>(null),
    askServer: taken<'connections:ask-server'>(null),
    openSignOut: taken<'connections:open-sign-out'>(null),
    copyAdminRequestFor: taken<'connections:copy-admin-request'>(null),
    openDocs: taken<'services:open-docs'>(null),
    openAccountPage: taken<'services:open-account-page'>(null),
    openBrowserAgain: taken<'attempts:open-again'>(null),
    copySignInLink: taken<'attempts:copy-link'>(null),
    copyAdminRequest: taken<'attempts:copy-admin-request'>(null),
    pasteAddress: taken<'attempts:paste-address'>(null),
    changeWayBack: taken<'attempts:change-way'>(null),
    confirmAttempt: taken<'attempts:confirm'>(null),
    keepAsNew: taken<'attempts:keep-as-new'>(null),
    tryAttemptAgain: taken<'attempts:try-again'>({ attemptId: 'attempt-2' }),
    cancelAttempt: taken<'attempts:cancel'>(null),
    dismissAttempt: taken<'attempts:dismiss'>(null),
    copyRedirect: taken<'clipboard:copy-redirect'>(null),
    changeSettings: taken<'settings:change'>(null),
    lookAtSettings: taken<'settings:look'>(null),
    onVaultChanged: heard(),
    onServicesChanged: heard(),
    onConnectionsChanged: heard(),
    onAttemptsChanged: heard(),
    onDetailsChanged: heard(),
    onConnectionEnded: heard(),
    onSettingsChanged: heard(),
    onClockChanged: heard(),
    onAttentionCalled: heard(),
  } satisfies WindowApi;
}

declare global {
  // Set anew before each test (test-setup.ts).
  var main: ReturnType<typeof mainDouble>;
}
