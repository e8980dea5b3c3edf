/**
 * The ESLint rule for constants: a primitive value that a module fixes is in CONSTANT_CASE, so that a
 * reader knows it from a variable, and nothing else is.
 */

/** @typedef {{ type: string, name?: string, operator?: string, left?: Node, right?: Node, argument?: Node, expression?: Node, expressions?: readonly Node[], value?: unknown, regex?: unknown }} Node */

const constantCase = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;

/** @type {import('eslint').Rule.RuleModule} */
export const constantNames = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      primitive: '{{name}} is a fixed primitive value of the module: CONSTANT_CASE.',
      other: '{{name}} is no fixed primitive value of a module: camelCase.',
    },
  },
  create: (context) => ({
    VariableDeclarator({ id, init, parent }) {
      if (id.type !== 'Identifier' || parent.type !== 'VariableDeclaration') return;
      const { name } = id;
      const { type } = /** @type {Node} */ (/** @type {unknown} */ (parent.parent));
      const isTop = type === 'Program' || type === 'ExportNamedDeclaration';
      const isConstant = isTop && parent.kind === 'const' && isPrimitive(init);
      if (isConstant && !constantCase.test(name))
        context.report({ node: id, messageId: 'primitive', data: { name } });
      // One letter may be a type or a mathematical name.
      if (!isConstant && name.length > 1 && constantCase.test(name))
        context.report({ node: id, messageId: 'other', data: { name } });
    },
  }),
};

/** @param {unknown} expression @returns {boolean} true if its value is written out, or computed of such */
function isPrimitive(expression) {
  const node = /** @type {Node | null | undefined} */ (expression);
  switch (node?.type) {
    case 'Literal':
      return node.regex === undefined && node.value !== null;
    case 'TemplateLiteral':
      return node.expressions?.every(isPrimitive) ?? false;
    case 'UnaryExpression':
      return isPrimitive(node.argument);
    case 'BinaryExpression':
      return isPrimitive(node.left) && isPrimitive(node.right);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return isPrimitive(node.expression);
    case 'Identifier':
      return constantCase.test(node.name ?? '');
    default:
      return false;
  }
}
