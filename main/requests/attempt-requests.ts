/** Requests about a sign-in in progress. */
import type { RequestHandlers } from '../../ipc/contract.js';
import type { Core } from '../connections/core.js';
import { refused } from '../connections/failures.js';
import { accepted, acceptedUnless } from './reply.js';
import type { RequestPorts } from './request-ports.js';

type Dependencies = Pick<Core & RequestPorts, 'signIn' | 'clipboard'>;

export function createAttemptRequests({ signIn, clipboard }: Dependencies) {
  return {
    openBrowserAgain: async ({ attemptId }) => acceptedUnless(await signIn.openAgain(attemptId)),

    copySignInLink: async ({ attemptId }) => {
      const link = await signIn.link(attemptId);
      if (link === null) return refused('not_found');
      if (link.kind !== 'ok') return refused(link.failure);
      clipboard.write(link.value);
      return accepted();
    },

    copyAttemptAdminRequest: ({ attemptId }) => {
      const message = signIn.adminRequest(attemptId);
      if (message === null) return refused('not_found');
      clipboard.write(message);
      return accepted();
    },

    pasteAddress: ({ attemptId, address }) => acceptedUnless(signIn.paste(attemptId, address)),
    changeSignInMethod: ({ attemptId, method }) =>
      acceptedUnless(signIn.changeMethod(attemptId, method)),
    confirmPrivateNetwork: ({ attemptId }) => acceptedUnless(signIn.confirm(attemptId)),
    confirmMove: ({ attemptId }) => acceptedUnless(signIn.confirmMove(attemptId)),
    keepServer: async ({ attemptId }) => acceptedUnless(await signIn.keepServer(attemptId)),
    keepAsNewConnection: async ({ attemptId }) => acceptedUnless(await signIn.keepAsNew(attemptId)),
    retryAttempt: ({ attemptId }) =>
      signIn.tryAgain(attemptId) === null ? refused('not_found') : accepted(),

    closeAttempt: async ({ attemptId }) => {
      await signIn.cancel(attemptId);
      return accepted();
    },
  } satisfies Partial<RequestHandlers>;
}
