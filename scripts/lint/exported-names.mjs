/**
 * The ESLint rule against metaphors in exported names: people who know OAuth, Electron and React
 * search for the words they already have.
 */

/** Metaphors, and words with several meanings, that earlier names used. */
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
  'Renew',
  'Renewal',
  'Renewed',
  'Surroundings',
  'TheWindow',
  'Told',
  'Unforeseen',
  'Wall',
  'Walls',
  'Way',
  'Ways',
  'Weather',
  'Witness',
  'Words',
].map(words);

/**
 * An export declaration of typescript-eslint, whose declarations are more than ESTree's.
 * @typedef {Extract<import('eslint').Rule.Node, { type: 'Identifier' }>} Identifier
 * @typedef {object} ExportDeclaration
 * @property {{ id?: Identifier, declarations?: readonly { id: Identifier }[] } | null} declaration
 * @property {readonly { exported: Identifier }[]} specifiers
 * @property {object | null} source
 */

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
    ExportNamedDeclaration(node) {
      const declaration = /** @type {ExportDeclaration} */ (/** @type {unknown} */ (node));
      for (const identifier of exportedIdentifiers(declaration)) {
        const { name } = identifier;
        if (!hasMetaphor(name)) continue;
        context.report({ node: identifier, messageId: 'metaphor', data: { name } });
      }
    },
  }),
};

/** @param {ExportDeclaration} node @returns {readonly Identifier[]} those declared in this file */
function exportedIdentifiers({ declaration, specifiers, source }) {
  if (!declaration) return source ? [] : specifiers.map(({ exported }) => exported);
  const { id, declarations = [] } = declaration;
  const ids = id ? [id] : declarations.map((each) => each.id);
  return ids.filter((each) => 'name' in each);
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
