/**
 * @param {string} comment as ESLint gives it, without its delimiters
 * @returns {string} one line, without the asterisks that begin the lines of a block
 */
export const asProse = (comment) =>
  comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s*/, '').trimEnd())
    .join(' ')
    .trim();
