/** Records which places were asked for metadata and what each answered, to tell the user when nothing is found. */
import type { Failure } from '../../../ipc/failure.js';
import type { OAuthContext } from '../../oauth/context.js';
import { NetworkFault } from '../../oauth/network-fault.js';

export interface AskedPlaces {
  readonly oauth: OAuthContext;
  /** The failure with the list of places as its cause. */
  explain(failure: Failure): Failure;
}

const mostListed = 8;

export function recordAskedPlaces(context: OAuthContext): AskedPlaces {
  const answers = new Map<string, string>();
  return {
    oauth: {
      ...context,
      async fetch(input, init) {
        const { host, pathname } = new URL(input instanceof Request ? input.url : input);
        const place = `${init?.method ?? 'GET'} ${host}${pathname}`;
        try {
          const response = await context.fetch(input, init);
          answers.set(place, `HTTP ${response.status}`);
          return response;
        } catch (error) {
          answers.set(place, error instanceof NetworkFault ? error.technical : 'no response');
          throw error;
        }
      },
    },
    explain(failure) {
      if (answers.size < 2) return failure;
      const listed = [...answers].slice(0, mostListed).map((each) => each.join(': '));
      const cause = `${failure.cause}; asked ${answers.size} places: ${listed.join(', ')}`;
      return { ...failure, cause };
    },
  };
}
