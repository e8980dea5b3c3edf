import { useState } from 'react';

import type { Failure, Result } from '../../ipc/failure.js';

export interface Request {
  /** Sends a request unless the last one still waits for its reply. Resolves to whether it was accepted. */
  readonly send: (request: () => Promise<Result<unknown>>) => Promise<boolean>;
  /** Waiting for the reply. */
  readonly busy: boolean;
  /** Why the last one was not accepted. */
  readonly failure: Failure | null;
  /** Clears `failure`. */
  readonly reset: () => void;
}

/** A component's request to main: whether its reply is pending, and why it was refused. */
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
