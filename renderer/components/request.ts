import { useState } from 'react';

import type { Failure, Result } from '../../ipc/failure.js';

export interface Request {
  /**
   * Sends it unless the previous one still waits for its reply. Resolves to true when main accepted it.
   */
  readonly send: (request: () => Promise<Result<unknown>>) => Promise<boolean>;
  /** Waiting for the reply. */
  readonly busy: boolean;
  /** Why the last one was not accepted. */
  readonly failure: Failure | null;
  /** Clears `failure`. */
  readonly reset: () => void;
}

/** Tracks a request to main: whether it waits for its reply, and why it was not accepted. */
export function useRequest(): Request {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function send(request: () => Promise<Result<unknown>>): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    const result = await request();
    setBusy(false);
    setFailure(result.ok ? null : result.failure);
    return result.ok;
  }
  return { send, busy, failure, reset: () => setFailure(null) };
}
