/**
 * For errors nobody foresaw: the app goes on, and says where it happened. An error's message could
 * hold anything, also a secret, so only its kind and its places are written.
 */
export function reportUncaughtErrors(): void {
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
}

export function report(error: unknown): void {
  process.stderr.write(`Lanyard: ${describe(error)}\n`);
}

export function describe(error: unknown): string {
  if (!(error instanceof Error)) return `unexpected ${typeof error}`;
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`unexpected ${error.name}`, ...places].join('\n');
}
