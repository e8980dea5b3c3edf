/** Requests about connections that have ended. */
import type { RequestHandlers } from '../../ipc/contract.js';
import type { Core } from '../connections/core.js';
import { accepted, acceptedOnceStored, refusedUnlessOpen } from './reply.js';

export function createHistoryRequests({ vault, history }: Pick<Core, 'vault' | 'history'>) {
  return {
    watchHistory: async ({ activityOf }) => {
      await history.watch(activityOf);
      return accepted();
    },

    closeHistory: () => {
      history.close();
      return accepted();
    },

    deleteEnded: ({ connectionId }) =>
      refusedUnlessOpen(vault) ?? acceptedOnceStored(history.delete(connectionId)),

    deleteHistory: () => refusedUnlessOpen(vault) ?? acceptedOnceStored(history.delete(null)),
  } satisfies Partial<RequestHandlers>;
}
