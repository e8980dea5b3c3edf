/**
 * The ESLint rule against metaphors in exported names: people who know OAuth, Electron and React
 * search for the words they already have.
 */

/** Metaphors that earlier names used. */
const metaphors = [
  'Anew',
  'AtAGlance',
  'Book',
  'Desk',
  'Door',
  'Doubt',
  'Farewell',
  'GoodTime',
  'Hindrance',
  'LastResort',
  'Ledger',
  'Lived',
  'News',
  'Surroundings',
  'TheWindow',
  'Unforeseen',
  'Wall',
  'Walls',
  'Weather',
  'Witness',
  'Words',
].map(words);

/** @type {import('eslint').Rule.RuleModule} */
export const exportedNames = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      metaphor:
        '"{{name}}" is a metaphor or ambiguous: use the term of the RFCs, Electron or React.',
    },
  },
  create: (context) => ({
    /** @param {any} node typescript-eslint's declarations are not in ESTree's types */
    ExportNamedDeclaration(node) {
      for (const identifier of exportedIdentifiers(node)) {
        const { name } = identifier;
        if (!hasMetaphor(name)) continue;
        context.report({ node: identifier, messageId: 'metaphor', data: { name } });
      }
    },
  }),
};

/** @param {any} node @returns {any[]} identifiers */
function exportedIdentifiers({ declaration, specifiers, source }) {
  if (!declaration) return source ? [] : specifiers.map((/** @type {any} */ each) => each.exported);
  if (declaration.id) return [declaration.id];
  return (declaration.declarations ?? [])
    .map((/** @type {any} */ each) => each.id)
    .filter((/** @type {any} */ id) => id.type === 'Identifier');
}

/** @param {string} name */
export function hasMetaphor(name) {
  const parts = words(name);
  return metaphors.some((metaphor) =>
    parts.some((_, start) => metaphor.every((word, index) => parts[start + index] === word)),
  );
}

/** @param {string} name in camelCase, PascalCase or CONSTANT_CASE */
function words(name) {
  return name
    .split(/_|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .map((word) => word.toLowerCase());
}
