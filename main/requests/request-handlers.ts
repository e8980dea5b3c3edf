/** The handlers of all requests of the contract. Sender and schema were checked before (ipc-guard.ts). */
import type { RequestHandlers } from '../../ipc/contract.js';
import type { Core } from '../connections/core.js';
import { createAttemptRequests } from './attempt-requests.js';
import { createClientFileRequests } from './client-file-requests.js';
import { createConnectionRequests } from './connection-requests.js';
import { createHistoryRequests } from './history-requests.js';
import type { RequestPorts } from './request-ports.js';
import { createServiceRequests } from './service-requests.js';
import { createSettingsRequests } from './settings-requests.js';
import { createVaultRequests } from './vault-requests.js';

export function createRequestHandlers(core: Core, ports: RequestPorts): RequestHandlers {
  const dependencies = { ...core, ...ports };
  return {
    ...createVaultRequests(dependencies),
    ...createServiceRequests(dependencies),
    ...createClientFileRequests(dependencies),
    ...createConnectionRequests(dependencies),
    ...createHistoryRequests(dependencies),
    ...createAttemptRequests(dependencies),
    ...createSettingsRequests(dependencies),
  };
}
