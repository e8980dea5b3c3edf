/** Prints one line per step with its result and time; output of a step appears only if it failed. */
import { styleText } from 'node:util';

/** A failure that the user can act on: its message is printed without a stack. */
export class SetupError extends Error {
  /** @param {string} message @param {string} [details] output that shows the cause */
  constructor(message, details = '') {
    super(message);
    this.name = 'SetupError';
    this.details = details;
  }
}

/** @param {number} milliseconds */
export function formatDuration(milliseconds) {
  if (milliseconds < 950) return `${(milliseconds / 1000).toFixed(2)} s`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
}

/**
 * @typedef {object} Progress
 * @property {<T>(title: string, work: (note: (text: string) => void) => T | Promise<T>) => Promise<T>} step
 *   runs `work`; `note` adds a few words to the line of this step
 * @property {(text: string) => void} say prints one plain line
 */

/**
 * @param {NodeJS.WriteStream} [stream] where the lines go
 * @returns {Progress}
 */
export function createProgress(stream = process.stdout) {
  const live = stream.isTTY && !process.env.CI;
  /** @param {Parameters<typeof styleText>[0]} style @param {string} text */
  const paint = (style, text) =>
    stream.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text;
  const clear = () => live && stream.write('\r\x1b[2K');

  return {
    async step(title, work) {
      const started = performance.now();
      let noted = '';
      /** @param {string} mark */
      const line = (mark) => {
        const time = formatDuration(performance.now() - started);
        return `${mark} ${title}${noted && ` · ${noted}`} ${paint('dim', `(${time})`)}\n`;
      };
      const ticking = live
        ? setInterval(() => stream.write(`\r\x1b[2K${line(paint('cyan', '…')).trimEnd()}`), 200)
        : undefined;
      try {
        const result = await work((text) => (noted = text));
        clear();
        stream.write(line(paint('green', '✔')));
        return result;
      } catch (error) {
        clear();
        stream.write(line(paint('red', '✖')));
        throw error;
      } finally {
        clearInterval(ticking);
      }
    },
    say: (text) => void stream.write(`${text}\n`),
  };
}

/**
 * Describes the failure that ends a command. Unless the user can act on it, the stack shows where it
 * happened.
 * @param {unknown} error
 */
export function explain(error) {
  if (error instanceof SetupError) {
    return [error.details.trimEnd(), error.message].filter(Boolean).join('\n\n');
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
