/** The ESLint rule against phrases in comments that native readers stumble over. */
import { asProse } from './as-prose.mjs';

/**
 * Each pattern is matched against a whole comment as one line of prose.
 * @type {readonly { pattern: RegExp, advice: string }[]}
 */
const stumblingBlocks = [
  { pattern: /\banew\b/i, advice: 'Say "again".' },
  { pattern: /\bwhoever\b/i, advice: 'Name who it is.' },
  { pattern: /\b(?:bears|heeds)\b/i, advice: 'Say "has" or "respects".' },
  {
    pattern: /(?:^|[.:;] )(?:So many|For so long)\b/,
    advice: 'Say what the number is: "Maximum …", "How long …".',
  },
  {
    pattern: /^(?:Of|By|From) (?!default\b|design\b|RFC\b|here on\b|now\b|\d)/,
    advice: 'Begin with the subject, not with "Of", "By" or "From".',
  },
  {
    pattern: /^(?:Whether|Who|Whom|Whose|What) /,
    advice: 'Begin with a noun or a verb, not with a question word: "True if …", "The …".',
  },
  {
    pattern: /\b(?:is|are|was|were|be|been|being) (?:told|said)\b/,
    advice: 'Say who logs, emits, notifies or displays.',
  },
  {
    pattern: /\bNull: not known\b/i,
    advice: 'Say once for the whole interface what null means.',
  },
];

/** @typedef {ReturnType<import('eslint').SourceCode['getAllComments']>[number]} Comment */

/** @type {import('eslint').Rule.RuleModule} */
export const commentProse = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { stumbles: 'Rewrite "{{found}}". {{advice}}' },
  },
  create: (context) => ({
    Program() {
      for (const { loc, prose } of paragraphs(context.sourceCode.getAllComments())) {
        for (const { pattern, advice } of stumblingBlocks) {
          const found = pattern.exec(prose)?.[0].trim();
          if (found === undefined || !loc) continue;
          context.report({ loc, messageId: 'stumbles', data: { found, advice } });
        }
      }
    },
  }),
};

/**
 * Each comment as one line of text; line comments below one another are one comment.
 * @param {Comment[]} comments
 */
function paragraphs(comments) {
  /** @type {{ loc: Comment['loc'], prose: string, lastLine: number }[]} */
  const found = [];
  for (const { type, value, loc } of comments) {
    const prose = asProse(value);
    const previous = found.at(-1);
    const start = loc?.start.line ?? 0;
    if (type === 'Line' && previous?.lastLine === start - 1) {
      previous.prose += ` ${prose}`;
      previous.lastLine = start;
    } else {
      found.push({ loc, prose, lastLine: type === 'Line' ? start : -1 });
    }
  }
  return found;
}
