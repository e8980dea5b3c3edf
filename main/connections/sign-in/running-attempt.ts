import type { AttemptView } from '../../../ipc/attempt-view.js';
import type { LoopbackRedirect } from '../../oauth/loopback-redirect.js';
import type { Timer } from '../../ports/clock.js';
import type { RequestedAccess } from './admin-request.js';
import type { AttemptPlan, Phase } from './attempt.js';
import type { LinkSchemeWatch } from './link-scheme-watch.js';
import type { SignInMethod } from './redirect.js';

/** An attempt with everything that has to be released when it ends. */
export interface RunningAttempt {
  readonly id: string;
  readonly service: { readonly id: string; readonly name: string };
  readonly connectionId: string | null;
  /** Null: resumed, and its service is no longer known. */
  plan: AttemptPlan | null;
  /** 'refused': the server has refused the client; 'replaced': this attempt has registered the app again. */
  registration: 'current' | 'refused' | 'replaced';
  /** Inside the user's network, and the user has agreed that the service may lead there. */
  confirmedHosts: readonly string[];
  /** Null until something has been requested. */
  requested: RequestedAccess | null;
  readonly abort: AbortController;
  /** As the user chose it for this attempt; null: what fits service and computer. */
  readonly chosenMethod: SignInMethod | null;
  otherMethods: AttemptView['otherMethods'];
  phase: Phase;
  loopback: LoopbackRedirect | null;
  /** While it waits for an app link. */
  linkSchemeWatch: LinkSchemeWatch | null;
  /** How often the browser has been opened for it. */
  timesOpened: number;
  timeout: Timer | null;
}

type Known = Pick<RunningAttempt, 'service' | 'connectionId' | 'plan'> &
  Partial<Pick<RunningAttempt, 'registration' | 'requested' | 'chosenMethod' | 'otherMethods'>>;

export function newRunningAttempt(id: string, { service, ...known }: Known): RunningAttempt {
  return {
    registration: 'current',
    confirmedHosts: known.plan?.service.confirmedPrivateHosts ?? [],
    requested: null,
    chosenMethod: null,
    otherMethods: [],
    ...known,
    id,
    service: { id: service.id, name: service.name },
    abort: new AbortController(),
    phase: { kind: 'preparing' },
    loopback: null,
    linkSchemeWatch: null,
    timesOpened: 0,
    timeout: null,
  };
}
