/** Limit for what hangs, ms: a busy machine needs as long as it needs. */
export const patienceMs = 180_000;
