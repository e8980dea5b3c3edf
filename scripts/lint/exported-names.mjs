/**
 * The ESLint rule against metaphors in exported names: people who know OAuth, Electron and React
 * search for the words they already have.
 */
import { projectPath } from './room-imports.mjs';

/** Metaphors, and words with several meanings, that earlier names used. */
const metaphors = [
  'Anew',
  'Ask',
  'AtAGlance',
  'Book',
  'Desk',
  'Door',
  'Doubt',
  'Farewell',
  'GoodTime',
  'Heard',
  'Hindrance',
  'Judge',
  'LastResort',
  'Ledger',
  'Lived',
  'News',
  'Renew',
  'Renewal',
  'Renewed',
  'Renewing',
  'Settle',
  'Surroundings',
  'TheWindow',
  'Told',
  'Unforeseen',
  'Wall',
  'Way',
  'Weather',
  'Witness',
  'Words',
].map(words);

/**
 * Members that are fields of definition files or stored records, and their copies in the domain: a
 * format keeps its names.
 */
const formats = ['scopeWords', 'toldOfTray', 'way', 'ways', 'words'];

/**
 * The parts of typescript-eslint's nodes that matter here.
 * @typedef {import('eslint').Rule.Node} Node
 * @typedef {object} Named
 * @property {string} type
 * @property {string} [name]
 * @property {unknown} [value]
 * @property {Named} [key]
 * @property {Named} [id]
 * @property {boolean} [computed]
 * @property {string} [accessibility]
 * @property {readonly Named[]} [declarations]
 * @property {readonly (Named | null)[]} [elements]
 * @property {readonly Named[]} [properties]
 * @property {Named} [argument]
 * @property {Named} [left]
 * @property {Named} [parameter]
 * @property {readonly Named[]} [members]
 * @property {Named | readonly Named[]} [body]
 * @property {readonly Named[]} [params]
 * @property {readonly { exported: Named }[]} [specifiers]
 * @property {Named | null} [declaration]
 * @property {object | null} [source]
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
  create(context) {
    /** @param {Node | Named} node @param {string | undefined} name */
    const check = (node, name) => {
      if (name === undefined || !hasMetaphor(name)) return;
      context.report({ node: /** @type {Node} */ (node), messageId: 'metaphor', data: { name } });
    };
    /** @param {Named | null | undefined} declaration of which all is exported */
    const checkDeclaration = (declaration) => {
      if (!declaration) return;
      for (const each of [declaration, ...(declaration.declarations ?? [])])
        for (const name of namesIn(each.id)) check(name, nameOf(name));
      for (const member of membersOf(declaration)) {
        const name = nameOf(member);
        if (!formats.includes(name ?? '')) check(member, name);
      }
    };
    return {
      Program(node) {
        for (const part of projectPath(context.filename).split('/'))
          check(asNamed(node), part.replace(/\..*$/, ''));
      },
      ExportNamedDeclaration(node) {
        const { declaration, specifiers = [], source } = asNamed(node);
        checkDeclaration(declaration);
        if (!source) for (const { exported } of specifiers) check(exported, nameOf(exported));
      },
      ExportDefaultDeclaration: (node) => {
        const { declaration } = asNamed(node);
        if (declaration?.type === 'Identifier') check(declaration, declaration.name);
        else checkDeclaration(declaration);
      },
    };
  },
};

/** @param {unknown} node */
const asNamed = (node) => /** @type {Named} */ (node);

/** @param {Named} node @returns {string | undefined} its name, if it is not computed */
function nameOf({ name, value, computed }) {
  if (computed) return undefined;
  return name ?? (typeof value === 'string' ? value : undefined);
}

/** @param {Named | null | undefined} pattern @returns {readonly Named[]} the names it declares */
function namesIn(pattern) {
  if (!pattern) return [];
  switch (pattern.type) {
    case 'ObjectPattern':
      return (pattern.properties ?? []).flatMap((each) =>
        namesIn(each.type === 'Property' ? asNamed(each.value) : each),
      );
    case 'ArrayPattern':
      return (pattern.elements ?? []).flatMap(namesIn);
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    default:
      return [pattern];
  }
}

/**
 * @param {Named} declaration a class, an interface, an enum or a type; the members of the object types
 *   in a type count too
 * @returns {readonly Named[]} the names of its public members
 */
function membersOf(declaration) {
  /** @type {Named[]} */
  const found = [];
  /** @param {unknown} node */
  const visit = (node) => {
    if (Array.isArray(node)) {
      for (const each of node) visit(each);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const { type, key, id, accessibility } = asNamed(node);
    if (type === 'TSEnumMember' && id) found.push(id);
    else if (memberTypes.includes(type) && accessibility !== 'private') {
      if (key && key.type !== 'PrivateIdentifier' && !asNamed(node).computed) found.push(key);
    }
    visitParts(/** @type {Named} */ (node));
  };
  /** @param {Named} node */
  const visitParts = (node) => {
    // An enum has its members in `body`, and a second time where that is deprecated.
    const parts = node.type === 'TSEnumDeclaration' ? ['body'] : partsOfTypes;
    for (const part of parts)
      visit(/** @type {Record<string, unknown>} */ (/** @type {unknown} */ (node))[part]);
  };
  visitParts(declaration);
  return found;
}

const memberTypes = [
  'TSPropertySignature',
  'TSMethodSignature',
  'PropertyDefinition',
  'MethodDefinition',
  'TSAbstractMethodDefinition',
  'TSAbstractPropertyDefinition',
  'AccessorProperty',
];

/** Where the members are; the code of functions is not visited. */
const partsOfTypes = ['body', 'members', 'typeAnnotation', 'types', 'elementType'];

/** @param {string} name */
export function hasMetaphor(name) {
  const parts = words(name);
  return metaphors.some((metaphor) =>
    parts.some((_, start) =>
      metaphor.every((word, index) => {
        const part = parts[start + index];
        return part === word || part === `${word}s` || part === `${word}es`;
      }),
    ),
  );
}

/** @param {string} name in camelCase, PascalCase, CONSTANT_CASE, snake_case or kebab-case */
function words(name) {
  return name
    .split(/[_-]|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .map((word) => word.toLowerCase());
}
