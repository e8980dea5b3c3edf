/**
 * The app goes on after an uncaught error and writes its name and stack frames to stderr, once per
 * kind. Never its message, which could hold a secret.
 */

/** Together less than a pipe holds: a reader that has stopped reading must not block the app. */
const maximumKinds = 32;
const maximumLength = 1_500;

/** Returns what reports one that was caught after all. */
export function reportUncaughtErrors(): (error: unknown) => void {
  // Once the reader is gone, each write emits an error, which would be the next uncaught one.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const report = createErrorReporter((text) => process.stderr.write(text));
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  return report;
}

/** The reporter never throws, because an error in its place would end the app. */
export function createErrorReporter(write: (text: string) => unknown): (error: unknown) => void {
  const reportedKinds = new Set<string>();
  return (error) => {
    const { kind, text } = describe(error);
    if (reportedKinds.has(kind) || reportedKinds.size === maximumKinds) return;
    reportedKinds.add(kind);
    try {
      write(`Lanyard: ${text}\n`);
    } catch {
      // A full disk, for example: there is no other place to report it.
    }
  };
}

export interface ErrorDescription {
  /** The same for errors of one name from one place, whatever their messages say. */
  readonly kind: string;
  readonly text: string;
}

export function describe(error: unknown): ErrorDescription {
  try {
    if (!(error instanceof Error)) return only(`unexpected ${typeof error}`);
    // The stack begins with the message, whose lines could look like frames.
    const frames = (error.stack ?? '')
      .replace(error.message, '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line));
    const lines = [`unexpected ${error.name}`, ...frames];
    return {
      kind: lines.slice(0, 2).join('\n'),
      text: lines.join('\n').slice(0, maximumLength),
    };
  } catch {
    // Members of a thrown value can be getters that throw.
    return only('unexpected error that cannot be read');
  }
}

const only = (text: string): ErrorDescription => ({ kind: text, text });
