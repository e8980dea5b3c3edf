/**
 * Addresses that come back from a browser before the sign-ins they may answer have been resumed:
 * the browser may be what starts the app.
 */
import { readCallback } from '../oauth/callback.js';

/**
 * Bounded, yet large enough that a flood of unsolicited links cannot evict the real callback (R13).
 * Each address is at most 8 KiB.
 */
const capacity = 500;

export class CallbackInbox {
  /** Oldest first. */
  readonly #held: string[] = [];
  readonly #deliver: (address: string) => Promise<void>;
  #isOpen = false;

  constructor(deliver: (address: string) => Promise<void>) {
    this.#deliver = deliver;
  }

  receive(address: string): void {
    if (this.#isOpen) {
      void this.#deliver(address);
    } else if (readCallback(address).kind === 'response') {
      this.#held.push(address);
      if (this.#held.length > capacity) this.#held.shift();
    }
  }

  /** Delivers what is held, in order, and from now on each address as it comes. */
  async open(): Promise<void> {
    this.#isOpen = true;
    for (const address of this.#held.splice(0)) await this.#deliver(address);
  }
}
