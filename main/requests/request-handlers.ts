/** The handlers of all requests of the contract. Sender and schema were checked before (ipc-guard.ts). */
import type { RequestHandlers, RequestName } from '../../ipc/contract.js';
import type { Core } from '../connections/core.js';
import { refused } from '../connections/failures.js';
import { createAttemptRequests } from './attempt-requests.js';
import { createClientFileRequests } from './client-file-requests.js';
import { createConnectionRequests } from './connection-requests.js';
import { createHistoryRequests } from './history-requests.js';
import type { RequestPorts } from './request-ports.js';
import { createServiceRequests } from './service-requests.js';
import { createSettingsRequests } from './settings-requests.js';
import { createVaultRequests } from './vault-requests.js';

/** The requests of a locked window: to unlock, or to go on without what is locked. */
const acceptedWhileLocked: ReadonlySet<string> = new Set<RequestName>([
  'windowReady',
  'lock',
  'unlock',
  'unlockVault',
  'retryUnlock',
  'startNewVault',
  'openArchivedVault',
  'changeSettings',
  'checkSettings',
]);

export function createRequestHandlers(core: Core, ports: RequestPorts): RequestHandlers {
  const dependencies = { ...core, ...ports };
  return refusedWhileLocked(core, {
    ...createVaultRequests(dependencies),
    ...createServiceRequests(dependencies),
    ...createClientFileRequests(dependencies),
    ...createConnectionRequests(dependencies),
    ...createHistoryRequests(dependencies),
    ...createAttemptRequests(dependencies),
    ...createSettingsRequests(dependencies),
  });
}

function refusedWhileLocked(
  { lock }: Pick<Core, 'lock'>,
  handlers: RequestHandlers,
): RequestHandlers {
  const entries = Object.entries(handlers).map(([name, handle]) => [
    name,
    acceptedWhileLocked.has(name)
      ? handle
      : (request: never) => (lock.hidesNames ? refused('storage_locked') : handle(request)),
  ]);
  return Object.fromEntries(entries) as RequestHandlers;
}
