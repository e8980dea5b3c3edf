/**
 * Asks the system, while a sign-in waits for an app link, whether links of our scheme still open this app:
 * any program may take the scheme at any moment (N11).
 */
import type { Clock, Timer } from '../../ports/clock.js';
import type { LinkScheme } from '../../ports/link-scheme.js';

const interval = 5_000;

export interface LinkSchemeWatchOptions {
  readonly linkScheme: LinkScheme;
  readonly clock: Clock;
  readonly onAnswer: (isOurs: boolean) => void;
}

export class LinkSchemeWatch {
  readonly #options: LinkSchemeWatchOptions;
  #timer: Timer | null = null;
  /** How many checks have begun: only the newest one has an answer. */
  #checks = 0;

  constructor(options: LinkSchemeWatchOptions) {
    this.#options = options;
  }

  /** Checks now, and again and again until it is cancelled. */
  async check(): Promise<void> {
    const { linkScheme, clock, onAnswer } = this.#options;
    this.#timer?.cancel();
    const check = (this.#checks += 1);
    const isOurs = await linkScheme.isOurs();
    if (check !== this.#checks) return;
    this.#timer = clock.after(interval, () => void this.check());
    onAnswer(isOurs);
  }

  cancel(): void {
    this.#checks += 1;
    this.#timer?.cancel();
    this.#timer = null;
  }
}
