/**
 * The ESLint rule that holds every import to the table in rooms.mjs, and refuses ways to load a
 * module that it cannot follow.
 */
import { extname, posix, relative, sep } from 'node:path';

import { projectDir } from '../setup/project.mjs';
import { mayImport, mayImportPackage, roomOf } from './room-of.mjs';
import { mentions, textOf } from './static-text.mjs';

/**
 * @typedef {'value' | 'type' | 'deferred'} Kind
 * @typedef {import('eslint').Rule.Node} Node
 * @typedef {{ type: string, importKind?: string, exportKind?: string }} Specifier
 * @typedef {Specifier & { specifiers?: readonly Specifier[] }} Declaration typescript-eslint adds the
 *   kinds to ESTree's declarations
 */

/** CommonJS has a `require` that nobody checks, and plain JavaScript has no types. */
const extensions = ['.ts', '.tsx', '.mjs'];

/** With these a file loads others under names that nobody sees. */
const loaders = ['module', 'worker_threads'].flatMap((name) => [name, `node:${name}`]);

/** The harmless parts of `import.meta`; the rest, such as Vite's `glob`, loads modules. */
const harmless = ['url', 'dirname', 'filename'];

/** @type {import('eslint').Rule.RuleModule} */
export const roomImports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      forbidden: '{{file}} may not import {{target}}. {{advice}}',
      unknown:
        '{{file}} is in no room of scripts/lint/rooms.mjs: add it there with what it may import.',
      extension: '{{file}} has to be an ES module: .ts, .tsx, or .mjs for scripts.',
      unchecked:
        '{{file}} may not load modules by {{way}}, which scripts/lint/rooms.mjs cannot check. Write an import with a literal name.',
    },
  },
  create(context) {
    const file = projectPath(context.filename);
    const found = roomOf(file);
    if (found === undefined || !extensions.includes(extname(file))) {
      const messageId = found ? 'extension' : 'unknown';
      return { Program: (node) => context.report({ node, messageId, data: { file } }) };
    }
    const { advice, computed = false } = found.room;
    /** @param {Node} node @param {unknown} specifier @param {Kind} kind */
    const check = (node, specifier, kind) => {
      if (typeof specifier !== 'string') return;
      if (loaders.includes(specifier) && kind !== 'type' && !computed) {
        refuse(node, specifier);
        return;
      }
      const isFile = specifier.startsWith('.');
      const target = isFile
        ? posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ''))
        : specifier;
      if (isFile ? mayImport(file, target, kind) : mayImportPackage(file, target)) return;
      context.report({ node, messageId: 'forbidden', data: { file, target, advice } });
    };
    /** @param {Node} node @param {string} way */
    const refuse = (node, way) => {
      if (!computed) context.report({ node, messageId: 'unchecked', data: { file, way } });
    };
    /** @param {Node} node @param {unknown} specifier @param {string} way @param {Kind} kind */
    const checkComputed = (node, specifier, way, kind) => {
      const text = textOf(specifier);
      if (text === undefined) refuse(node, way);
      else check(node, text, kind);
    };
    /** @param {Declaration} node */
    const kindOf = (node) => (isTypeOnly(node) ? 'type' : 'value');
    return {
      ImportDeclaration: (node) => check(node, node.source.value, kindOf(node)),
      ExportNamedDeclaration: (node) => check(node, node.source?.value, kindOf(node)),
      ExportAllDeclaration: (node) => check(node, node.source.value, kindOf(node)),
      ImportExpression: (node) =>
        checkComputed(node, node.source, 'a computed import()', 'deferred'),
      TSImportType: (/** @type {Node} */ node) =>
        check(node, textOf(/** @type {{ source?: unknown }} */ (node).source), 'type'),
      TSExternalModuleReference: (/** @type {Node} */ node) => refuse(node, 'import = require()'),
      CallExpression(node) {
        if (node.callee.type === 'Identifier' && node.callee.name === 'require')
          checkComputed(node, node.arguments[0], 'a computed require()', 'value');
      },
      [mentions('getBuiltinModule')]: (/** @type {Node} */ node) =>
        refuse(node, 'getBuiltinModule()'),
      'NewExpression:matches([callee.name=/^(Shared)?Worker$/], [callee.property.name=/^(Shared)?Worker$/])':
        (/** @type {Node} */ node) => refuse(node, 'a worker'),
      MetaProperty(node) {
        const { parent } = node;
        const name =
          parent.type === 'MemberExpression' && parent.property.type === 'Identifier'
            ? parent.property.name
            : '';
        if (node.meta.name === 'import' && !harmless.includes(name))
          refuse(node, `import.meta.${name}`);
      },
    };
  },
};

/** @param {string} path absolute */
export const projectPath = (path) => relative(projectDir, path).split(sep).join('/');

/** @param {Declaration} node */
function isTypeOnly({ importKind, exportKind, specifiers = [] }) {
  if (importKind === 'type' || exportKind === 'type') return true;
  return (
    specifiers.length > 0 &&
    specifiers.every((each) => each.importKind === 'type' || each.exportKind === 'type')
  );
}
