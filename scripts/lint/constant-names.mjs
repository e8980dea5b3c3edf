/**
 * The ESLint rule for constants: they are in camel case like every other name. What is constant shows
 * by `const` and by its type.
 */

const constantCase = /^[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*$/;

/** @type {import('eslint').Rule.RuleModule} */
export const constantNames = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { constantCase: '{{name}}: constants are in camelCase too.' },
  },
  create: (context) => ({
    VariableDeclarator({ id, parent }) {
      // The build puts a value in place of a declared name.
      if ('declare' in parent && parent.declare === true) return;
      if (id.type !== 'Identifier' || !constantCase.test(id.name)) return;
      context.report({ node: id, messageId: 'constantCase', data: { name: id.name } });
    },
  }),
};
