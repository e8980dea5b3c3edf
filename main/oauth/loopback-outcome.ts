import type { LoopbackOutcome } from './loopback-page.js';

/**
 * The outcome to show. Anyone can send a response that belongs to no sign-in: it has a page of its own
 * only where no other came before.
 */
export class OutcomeOfLatest {
  #latest: Promise<LoopbackOutcome> | null = null;

  follow(outcome: Promise<LoopbackOutcome>): void {
    const before = this.#latest;
    this.#latest = outcome.then(
      (known) => (known === 'unmatched' && before !== null ? before : known),
      () => 'failed',
    );
  }

  /** The outcome, or `received` where it is not known in time. */
  async within(ms: number): Promise<LoopbackOutcome> {
    if (this.#latest === null) return 'received';
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<LoopbackOutcome>((resolve) => {
      timer = setTimeout(resolve, ms, 'received');
    });
    const outcome = await Promise.race([this.#latest, tooLate]);
    clearTimeout(timer);
    return outcome;
  }
}
