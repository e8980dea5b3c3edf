/** Records which places were asked for metadata and what each answered, to tell the user when nothing is found. */
import type { DiscoveryAttempt, Failure } from '../../../ipc/failure.js';
import type { OAuthContext } from '../../oauth/context.js';
import { NetworkFault } from '../../oauth/network-fault.js';

export interface DiscoveryAttempts {
  readonly oauth: OAuthContext;
  /** The failure with the places, where it says that nothing was found. */
  explain(failure: Failure): Failure;
}

const mostListed = 8;
const longestPlace = 200;

interface Answer {
  readonly shownPlace: string;
  readonly shown: DiscoveryAttempt['answer'];
  /** For "Details". */
  readonly technical: string;
}

export function recordDiscoveryAttempts(context: OAuthContext): DiscoveryAttempts {
  const answers = new Map<string, Answer>();
  return {
    oauth: {
      ...context,
      async fetch(input, init) {
        // Without the query, which a server or the user may have put anything into.
        const { origin, host, pathname } = new URL(input instanceof Request ? input.url : input);
        const method = init?.method ?? 'GET';
        const shownPlace = bounded(`${method === 'GET' ? '' : `${method} `}${origin}${pathname}`);
        const note = (answer: Omit<Answer, 'shownPlace'>) =>
          answers.set(bounded(`${method} ${host}${pathname}`), { shownPlace, ...answer });
        try {
          const response = await context.fetch(input, init);
          const { status } = response;
          note({ shown: { kind: 'status', status }, technical: `HTTP ${status}` });
          return response;
        } catch (error) {
          note(answerOf(error));
          throw error;
        }
      },
    },
    explain(failure) {
      if (failure.code !== 'server_not_oauth' || answers.size < 2) return failure;
      const listed = [...answers].slice(0, mostListed);
      const inWords = listed.map(([place, { technical }]) => `${place}: ${technical}`).join(', ');
      return {
        ...failure,
        cause: `${failure.cause}; asked ${answers.size} places: ${inWords}`,
        asked: {
          places: listed.map(([, { shownPlace, shown }]) => ({ place: shownPlace, answer: shown })),
          more: answers.size - listed.length,
        },
      };
    },
  };
}

function bounded(place: string): string {
  return place.length > longestPlace ? `${place.slice(0, longestPlace)}…` : place;
}

function answerOf(error: unknown): Omit<Answer, 'shownPlace'> {
  if (!(error instanceof NetworkFault)) {
    return { shown: { kind: 'none' }, technical: 'no response' };
  }
  const isRedirect = error.kind === 'redirected';
  return { shown: { kind: isRedirect ? 'redirected' : 'none' }, technical: error.technical };
}
