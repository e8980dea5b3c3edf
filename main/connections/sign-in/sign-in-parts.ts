/** Puts the parts of signing in together, each with the ports it uses. */
import type { OAuthContext } from '../../oauth/context.js';
import type { KnownSecrets } from '../../oauth/known-secrets.js';
import type { PeerUsers } from '../../oauth/peer-user.js';
import type { Adjuster } from '../../ports/adjuster.js';
import type { Clock } from '../../ports/clock.js';
import type { LinkScheme } from '../../ports/link-scheme.js';
import type { UserAgent } from '../../ports/user-agent.js';
import type { Assertions } from '../assertions.js';
import type { ConnectionStore } from '../connection-store.js';
import type { PendingAttempt } from '../connection.js';
import type { Availability } from '../refresh/availability.js';
import type { ClientRegistrations } from '../registration/client-registrations.js';
import type { ContextFor } from '../service-context.js';
import type { AttemptPlan } from './attempt.js';
import { SignInCompletion } from './complete.js';
import { PendingSignIns } from './pending.js';
import { RunningAttempts } from './running-attempts.js';
import { SecretForms } from './secret-forms.js';
import { SignInStarter } from './start.js';

export interface SignInOptions {
  readonly store: ConnectionStore;
  readonly secrets: KnownSecrets;
  readonly clock: Clock;
  readonly oauth: OAuthContext;
  readonly contextFor: ContextFor;
  readonly adjuster: Adjuster;
  readonly userAgent: UserAgent;
  readonly linkScheme: LinkScheme;
  readonly peerUsers: PeerUsers;
  readonly registrations: ClientRegistrations;
  readonly assertions: Pick<Assertions, 'assertionFor'>;
  readonly availability: Pick<Availability, 'blocker'>;
  /** From 0 (included) to 1 (excluded), for jitter. */
  readonly random: () => number;
  /** The plan of an attempt found on the disk; null when its service is no longer known. */
  readonly planFor: (pending: PendingAttempt) => AttemptPlan | null;
  readonly onChange: () => void;
  /** The user has answered elsewhere and expects the app now. */
  readonly onUserReturn: () => void;
  /** A connection was stored, new or signed in again. */
  readonly onConnected: (connectionId: string) => void;
}

export function createSignInParts(options: SignInOptions) {
  const { store, clock, oauth, adjuster, userAgent, linkScheme, peerUsers } = options;
  const { registrations, assertions, onUserReturn, onConnected } = options;
  const attempts = new RunningAttempts(options);
  const completion = new SignInCompletion({
    attempts,
    store,
    clock,
    registrations,
    onConnected,
  });
  const secretForms = new SecretForms(store);
  const pendingSignIns = new PendingSignIns({
    attempts,
    completion,
    secretForms,
    store,
    clock,
    adjuster,
    userAgent,
    linkScheme,
    onUserReturn,
  });
  const starter = new SignInStarter({
    attempts,
    pendingSignIns,
    completion,
    secretForms,
    store,
    secrets: options.secrets,
    oauth,
    adjuster,
    linkScheme,
    peerUsers,
    registrations,
    assertions,
  });
  return { attempts, completion, pendingSignIns, starter };
}
