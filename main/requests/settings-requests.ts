/** Requests about the app's own settings. */
import type { RequestHandlers } from '../../ipc/contract.js';
import type { Core } from '../connections/core.js';
import { accepted, acceptedUnless } from './reply.js';
import type { RequestPorts } from './request-ports.js';

export function createSettingsRequests({ settings }: Pick<Core & RequestPorts, 'settings'>) {
  return {
    changeSettings: async (changes) => acceptedUnless(await settings.change(changes)),
    checkSettings: async () => {
      await settings.checkAvailability();
      return accepted();
    },
  } satisfies Partial<RequestHandlers>;
}
