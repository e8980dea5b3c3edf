import { useState } from 'react';

import type { Failure, Result } from '../../ipc/failure.js';

export interface Request {
  /** Sends it unless the last one still waits for its reply. Resolves to whether it was taken. */
  readonly send: (ask: () => Promise<Result<unknown>>) => Promise<boolean>;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly forget: () => void;
}

/** A question to main: whether its reply is awaited, and why it was not taken. */
export function useRequest(): Request {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function send(ask: () => Promise<Result<unknown>>): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    const result = await ask();
    setBusy(false);
    setFailure(result.ok ? null : result.failure);
    return result.ok;
  }
  return { send, busy, failure, forget: () => setFailure(null) };
}
