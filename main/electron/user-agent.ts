/**
 * The only file that opens the user's browser (RFC 8252 §8.12). Main builds the URL from an authorization
 * endpoint or the catalogue; this checks it once more (E15).
 */
import { shell } from 'electron';

import type { Failure } from '../../ipc/failure.js';
import { isLoopback } from '../oauth/loopback.js';
import type { UserAgent } from '../ports/user-agent.js';
import { openByXdg } from './xdg-open.js';

/** Windows does not open longer ones. */
const urlLimit = 2_000;

export function createUserAgent(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): UserAgent {
  return {
    async open(url, onLateFailure = () => undefined) {
      const reason = reasonToRefuse(url);
      if (url.length > urlLimit) {
        return {
          ...notOpened(`${url.length} characters, ${urlLimit} at most`),
          code: 'address_too_long',
        };
      }
      if (reason !== null) return notOpened(reason);
      try {
        const failed =
          platform === 'linux'
            ? await openByXdg(url, environment, (late) => onLateFailure(notOpened(late)))
            : await shell.openExternal(url).then(() => null);
        return failed === null ? null : notOpened(failed);
      } catch (error) {
        return notOpened(error instanceof Error ? error.name : 'the system gave no reason');
      }
    },
  };
}

/** Why this URL must not reach the operating system; null when it may. */
export function reasonToRefuse(url: string): string | null {
  if (url.length > urlLimit) return `longer than ${urlLimit} characters`;
  if (/[^\x21-\x7e]|["'<>\\^`{|}]/.test(url)) return 'characters that have to be encoded';
  if (!URL.canParse(url)) return 'not a URL';
  const parsed = new URL(url);
  if (parsed.username !== '' || parsed.password !== '') return 'user information';
  if (parsed.protocol !== 'https:' && !(parsed.protocol === 'http:' && isLoopback(parsed))) {
    return 'neither https nor this computer';
  }
  return null;
}

function notOpened(cause: string): Failure {
  return { code: 'browser_not_opened', cause, host: null, serverError: null };
}
