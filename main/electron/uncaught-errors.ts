/**
 * The app goes on after an uncaught error and writes its name and stack frames to stderr. Never its
 * message, which could hold a secret.
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
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`unexpected ${error.name}`, ...frames].join('\n');
}
