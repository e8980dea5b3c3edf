/** The ESLint rule that holds every import to the table in rooms.mjs. */
import { posix, relative, sep } from 'node:path';

import { projectDir } from '../setup/project.mjs';
import { mayImport, mayImportPackage, roomOf } from './room-of.mjs';

/** @typedef {'value' | 'type' | 'deferred'} Kind */

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
    /** @param {any} node an import or export declaration of typescript-eslint's tree */
    const declaration = (node) => {
      if (node.source) check(node, node.source.value, isTypeOnly(node) ? 'type' : 'value');
    };
    return {
      ImportDeclaration: declaration,
      ExportNamedDeclaration: declaration,
      ExportAllDeclaration: declaration,
      ImportExpression: (/** @type {any} */ node) => check(node, node.source.value, 'deferred'),
      TSImportType: (/** @type {any} */ node) => check(node, node.source.value, 'type'),
    };
  },
};

/** @param {string} path absolute */
export const projectPath = (path) => relative(projectDir, path).split(sep).join('/');

/** @param {any} node */
function isTypeOnly({ importKind, exportKind, specifiers = [] }) {
  if (importKind === 'type' || exportKind === 'type') return true;
  return (
    specifiers.length > 0 &&
    specifiers.every(
      (/** @type {any} */ each) => each.importKind === 'type' || each.exportKind === 'type',
    )
  );
}
