/** The rule for the first line of a commit message. */

const maxLength = 72;

/** Git writes these subjects itself, from names and subjects that may be long. */
const writtenByGit =
  /^(?:Merge (?:branch|remote-tracking|tag|commit)|Re(?:vert|apply) "|fixup! |squash! |amend! )/;

/**
 * @param {string} message as Git passes it to the hook
 * @param {boolean} inEditor whether it comes from an editor, where lines that begin with `#` are hints
 *   that Git removes; from `-m` or a file they stay
 */
export function subjectOf(message, inEditor) {
  const lines = message.split(/\r?\n/).filter((line) => !inEditor || !line.startsWith('#'));
  return lines.find((line) => line.trim() !== '')?.trim() ?? '';
}

/** @param {string} subject @returns {string | undefined} the problem with it */
export function subjectProblem(subject) {
  if (subject.startsWith('#'))
    return 'The subject begins with #: Git takes such a line for a comment and drops it when the message is edited.';
  const length = Array.from(subject).length;
  if (length <= maxLength || writtenByGit.test(subject)) return undefined;
  return `The subject has ${String(length)} characters, and ${String(maxLength)} is the limit. Say what the commit does; why it does so goes into the body.`;
}
