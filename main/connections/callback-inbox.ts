/**
 * Addresses that come back from a browser before the sign-ins they may answer have been resumed:
 * the browser may be what starts the app.
 */
import { callbackLimit, readCallback } from '../oauth/callback.js';

/**
 * Bounded, yet large enough that a flood of unsolicited links cannot evict the real callback (R13).
 * Each address is at most 8 KiB.
 */
const capacity = 500;

/** Addresses that are never believed; a sign-in that waits for one only says that it came. */
const unusableCapacity = 20;

export class CallbackInbox {
  /** Oldest first. */
  readonly #held: string[] = [];
  readonly #unusable: string[] = [];
  readonly #deliver: (address: string) => Promise<void>;
  #isOpen = false;

  constructor(deliver: (address: string) => Promise<void>) {
    this.#deliver = deliver;
  }

  receive(address: string): void {
    if (this.#isOpen) {
      void this.#deliver(address);
      return;
    }
    switch (readCallback(address).kind) {
      case 'response':
        hold(this.#held, address, capacity);
        break;
      case 'malformed':
      case 'too_long':
        // One character more than is read, so that it stays too long.
        hold(this.#unusable, address.slice(0, callbackLimit + 1), unusableCapacity);
        break;
      case 'not_a_callback':
        break;
    }
  }

  /** Delivers what is held, in order, the unusable last, and from now on each address as it comes. */
  async open(): Promise<void> {
    this.#isOpen = true;
    const held = [...this.#held.splice(0), ...this.#unusable.splice(0)];
    for (const address of held) await this.#deliver(address);
  }
}

function hold(list: string[], address: string, most: number): void {
  list.push(address);
  if (list.length > most) list.shift();
}
