/** The ESLint rule for tests and their titles: one notation, and words that a reader knows. */

/** Metaphors of earlier names, and phrases that native readers stumble over. */
const homely =
  /\b(?:anew|whoever|bears|heeds|doubts?|ledgers?|farewells?|witness(?:es)?|weather|hindrances?|walls?|desks?|in sight|at a glance|last resort|good times?|renew(?:s|ed|ing|als?)?|(?:is|are|was|were|been|being) (?:told|said))\b/i;

/** An ID or a range of them, as scripts/cases/ reads them. */
const id = '\\b[DEFHLNORS]\\d{1,2}\\b(?:–[DEFHLNORS]?\\d{1,2}\\b)?';
const anId = new RegExp(id);
const idsAtEnd = new RegExp(` \\(${id}(?:, ${id})*\\)$`);

/** @type {import('eslint').Rule.RuleModule} */
export const testTitles = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      it: 'Write test(…), never it(…).',
      homely: '"{{found}}" in a title: use the term of the RFCs, Electron or React.',
      ids: 'IDs of cases come at the end of a title, in parentheses: "… (O4, H13–H15)".',
    },
  },
  create: (context) => ({
    CallExpression(node) {
      // The inner call of test.each(table)(title, …) has no title.
      if (node.parent.type === 'CallExpression' && node.parent.callee === node) return;
      const name = rootName(node.callee);
      if (name === 'it') context.report({ node: node.callee, messageId: 'it' });
      if (name !== 'it' && name !== 'test' && name !== 'describe') return;
      const [title] = node.arguments;
      const text = title && titleOf(title);
      if (title === undefined || text === undefined) return;
      const found = homely.exec(text)?.[0];
      if (found !== undefined)
        context.report({ node: title, messageId: 'homely', data: { found } });
      if (anId.test(text.replace(idsAtEnd, ''))) context.report({ node: title, messageId: 'ids' });
    },
  }),
};

/**
 * @param {object} callee `test`, `test.each(table)`, `test.only` or a tagged `test.each`
 * @returns {string | undefined} the name before all members and calls
 */
function rootName(callee) {
  const {
    type,
    name,
    object,
    callee: inner,
    tag,
  } = /** @type {{ type: string, name?: string, object?: object, callee?: object, tag?: object }} */ (
    callee
  );
  if (type === 'Identifier') return name;
  const next = object ?? inner ?? tag;
  return next && rootName(next);
}

/** @param {object} node @returns {string | undefined} with `…` for what a template inserts */
function titleOf(node) {
  const {
    type,
    value,
    quasis = [],
  } = /** @type {{ type: string, value?: unknown, quasis?: { value: { cooked?: string } }[] }} */ (
    node
  );
  if (type === 'Literal' && typeof value === 'string') return value;
  if (type !== 'TemplateLiteral') return undefined;
  return quasis.map((each) => each.value.cooked ?? '').join('…');
}
