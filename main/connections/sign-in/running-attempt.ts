import type { AttemptView } from '../../../ipc/attempt-view.js';
import type { LoopbackRedirect } from '../../oauth/loopback-redirect.js';
import type { Timer } from '../../ports/clock.js';
import type { Asked } from './admin-request.js';
import type { AttemptPlan, Phase } from './attempt.js';
import type { SignInMethod } from './redirect.js';

/** An attempt with what has to be ended with it. */
export interface Running {
  readonly id: string;
  readonly service: { readonly id: string; readonly name: string };
  readonly connectionId: string | null;
  plan: AttemptPlan | null;
  /** Whether the server has refused the client; 'anew': and this attempt has registered the app again. */
  registration: 'kept' | 'refused' | 'anew';
  asked: Asked | null;
  readonly abort: AbortController;
  /** As the person chose it for this attempt; null: as fits. */
  readonly wishedWay: SignInMethod | null;
  otherMethods: AttemptView['otherMethods'];
  phase: Phase;
  loopback: LoopbackRedirect | null;
  timeout: Timer | null;
}

type Known = Pick<Running, 'service' | 'connectionId' | 'plan'> &
  Partial<Pick<Running, 'registration' | 'asked' | 'wishedWay' | 'otherMethods'>>;

/** One that begins, or is taken up again. */
export function runningAttempt(id: string, { service, ...known }: Known): Running {
  return {
    registration: 'kept',
    asked: null,
    wishedWay: null,
    otherMethods: [],
    ...known,
    id,
    service: { id: service.id, name: service.name },
    abort: new AbortController(),
    phase: { kind: 'preparing' },
    loopback: null,
    timeout: null,
  };
}
