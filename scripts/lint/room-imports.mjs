/** The ESLint rule that holds every import to the table in rooms.mjs. */
import { posix, relative, sep } from 'node:path';

import { projectDir } from '../setup/project.mjs';
import { mayImport, mayImportPackage, roomOf } from './room-of.mjs';

/**
 * @typedef {'value' | 'type' | 'deferred'} Kind
 * @typedef {{ type: string, importKind?: string, exportKind?: string }} Specifier
 * @typedef {Specifier & { specifiers?: readonly Specifier[] }} Declaration typescript-eslint adds the
 *   kinds to ESTree's declarations
 */

/** @type {import('eslint').Rule.RuleModule} */
export const roomImports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      forbidden: '{{file}} may not import {{target}}. {{advice}}',
      unknown:
        '{{file}} is in no room of scripts/lint/rooms.mjs: add it there with what it may import.',
    },
  },
  create(context) {
    const file = projectPath(context.filename);
    const found = roomOf(file);
    if (found === undefined) {
      return {
        Program: (node) => context.report({ node, messageId: 'unknown', data: { file } }),
      };
    }
    const { advice } = found.room;
    /**
     * @param {import('eslint').Rule.Node} node
     * @param {unknown} specifier
     * @param {Kind} kind
     */
    const check = (node, specifier, kind) => {
      if (typeof specifier !== 'string') return;
      const isFile = specifier.startsWith('.');
      const target = isFile
        ? posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ''))
        : specifier;
      if (isFile ? mayImport(file, target, kind) : mayImportPackage(file, target)) return;
      context.report({ node, messageId: 'forbidden', data: { file, target, advice } });
    };
    /** @param {Declaration} node */
    const kindOf = (node) => (isTypeOnly(node) ? 'type' : 'value');
    return {
      ImportDeclaration: (node) => check(node, node.source.value, kindOf(node)),
      ExportNamedDeclaration: (node) => check(node, node.source?.value, kindOf(node)),
      ExportAllDeclaration: (node) => check(node, node.source.value, kindOf(node)),
      ImportExpression: (node) => check(node, valueOf(node), 'deferred'),
      TSImportType: (/** @type {import('eslint').Rule.Node} */ node) =>
        check(node, valueOf(node), 'type'),
    };
  },
};

/** @param {string} path absolute */
export const projectPath = (path) => relative(projectDir, path).split(sep).join('/');

/** @param {object} node @returns {unknown} the specifier, if it is written literally */
const valueOf = (node) => /** @type {{ source?: { value?: unknown } }} */ (node).source?.value;

/** @param {Declaration} node */
function isTypeOnly({ importKind, exportKind, specifiers = [] }) {
  if (importKind === 'type' || exportKind === 'type') return true;
  return (
    specifiers.length > 0 &&
    specifiers.every((each) => each.importKind === 'type' || each.exportKind === 'type')
  );
}
