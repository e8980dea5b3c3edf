/** The ESLint rule that what is private is so at run time too: `#name`, not the keyword. */

/** @type {import('eslint').Rule.RuleModule} */
export const privateNames = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { keyword: 'Write #{{name}} instead of the keyword private.' },
  },
  create(context) {
    /** @param {import('eslint').Rule.Node} node */
    const check = (node) => {
      const { kind, key, parameter } =
        /** @type {{ kind?: string, key?: { name?: string }, parameter?: { name?: string } }} */ (
          /** @type {unknown} */ (node)
        );
      // A private constructor has no other notation.
      if (kind === 'constructor') return;
      const name = key?.name ?? parameter?.name ?? 'name';
      context.report({ node, messageId: 'keyword', data: { name } });
    };
    return { "[accessibility='private']": check };
  },
};
