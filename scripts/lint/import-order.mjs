/**
 * The ESLint rule for the layout of imports: `node:`, packages, other rooms and folders, files beside
 * it; an empty line after Node and after the packages; by name within each. An import for its side
 * effects stays where it is, because its place may matter.
 */

/** @typedef {Extract<import('eslint').Rule.Node, { type: 'ImportDeclaration' }>} Import */

const collator = new Intl.Collator('en');

/** @type {import('eslint').Rule.RuleModule} */
export const importOrder = {
  meta: {
    type: 'layout',
    fixable: 'code',
    schema: [],
    messages: {
      order:
        'Order of imports: node:, packages, ../, ./; by name within each, and an empty line after node: and packages.',
    },
  },
  create: (context) => ({
    Program({ body }) {
      for (const imports of runsOf(/** @type {object[]} */ (body))) {
        const sorted = imports.toSorted(compare);
        const { sourceCode } = context;
        const [first] = imports;
        const last = imports.at(-1);
        if (!first?.range || !last?.range) continue;
        const range = /** @type {[number, number]} */ ([first.range[0], last.range[1]]);
        const text = sorted
          .map((each, index) => gap(sorted[index - 1], each) + sourceCode.getText(each))
          .join('');
        if (sourceCode.text.slice(...range).replaceAll('\r', '') === text) continue;
        // A comment between imports belongs to one of them: then a person moves it.
        const hasComment = sourceCode
          .getAllComments()
          .some(
            (comment) =>
              comment.range && comment.range[0] > range[0] && comment.range[1] < range[1],
          );
        if (hasComment && isInOrder(imports)) continue;
        context.report({
          node: imports.find((each, index) => each !== sorted[index]) ?? first,
          messageId: 'order',
          fix: hasComment ? null : (fixer) => fixer.replaceTextRange(range, text),
        });
      }
    },
  }),
};

/** @param {object[]} body @returns {Import[][]} imports that may change places with one another */
function runsOf(body) {
  /** @type {Import[][]} */
  const runs = [[]];
  for (const each of body) {
    const node = /** @type {import('eslint').Rule.Node} */ (each);
    if (node.type === 'ImportDeclaration' && node.specifiers.length > 0) runs.at(-1)?.push(node);
    else runs.push([]);
  }
  return runs.filter(({ length }) => length > 0);
}

/** @param {Import} node @returns {string} */
const nameOf = ({ source }) => String(source.value);

/** @param {Import} node @returns {number} */
function groupOf(node) {
  const name = nameOf(node);
  if (name.startsWith('node:')) return 0;
  if (!name.startsWith('.')) return 1;
  // Further up first.
  return 20 - (name.match(/\.\.\//g)?.length ?? 0);
}

/** @param {Import} one @param {Import} other */
const compare = (one, other) =>
  groupOf(one) - groupOf(other) || collator.compare(nameOf(one), nameOf(other));

/** @param {readonly Import[]} imports */
const isInOrder = (imports) =>
  imports.every((each, index) => {
    const previous = imports[index - 1];
    return previous === undefined || compare(previous, each) <= 0;
  });

/** @param {Import | undefined} previous @param {Import} next */
function gap(previous, next) {
  if (previous === undefined) return '';
  const block = (/** @type {Import} */ node) => Math.min(groupOf(node), 2);
  return block(previous) === block(next) ? '\n' : '\n\n';
}
