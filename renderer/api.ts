import type { Result } from '../ipc/failure.js';
import type { AsJson, WindowApi } from '../ipc/window-api.js';

declare global {
  interface Window {
    readonly api: WindowApi;
  }
}

/** What main offers to this window. */
export function api(): WindowApi {
  return window.api;
}

/**
 * A reply as a Result in every case: main answers with data, and if the line to it breaks the
 * window shows that as the failure `unexpected`.
 */
export async function reply<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await answer;
  } catch (error) {
    const cause = error instanceof Error ? error.message : 'no answer';
    return {
      ok: false,
      failure: { code: 'unexpected', cause, host: null, serverError: null },
    };
  }
}

/** Hears one event of main from now on. */
export function whenTold<T>(
  event: (listener: (told: AsJson<T>) => void) => () => void,
  listener: (payload: T) => void,
): void {
  event((told) => listener(JSON.parse(told) as T));
}
