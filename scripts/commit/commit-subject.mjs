/** The rule for the first line of a commit message. */

const maxLength = 72;

/** @param {string} message as Git passes it to the hook, with its comment lines */
export function subjectOf(message) {
  const lines = message.split(/\r?\n/).filter((line) => !line.startsWith('#'));
  return lines.find((line) => line.trim() !== '')?.trim() ?? '';
}

/**
 * @param {string} subject
 * @returns {string | undefined} what is wrong with it. Subjects that Git itself writes may be longer.
 */
export function subjectProblem(subject) {
  const length = Array.from(subject).length;
  if (length <= maxLength || /^(?:Merge |Revert |fixup! |squash! |amend! )/.test(subject))
    return undefined;
  return `The subject has ${String(length)} characters, and ${String(maxLength)} is the limit. Say what the commit does; why it does so goes into the body.`;
}
