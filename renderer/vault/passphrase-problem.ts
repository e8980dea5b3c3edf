import { passphraseMinimum } from '../../ipc/limits.js';

/** Checks a new passphrase before it is sent to main. */
export function passphraseProblem(
  passphrase: string,
  repeated: string,
): 'too_short' | 'not_equal' | null {
  if (passphrase.length < passphraseMinimum) return 'too_short';
  return passphrase === repeated ? null : 'not_equal';
}
