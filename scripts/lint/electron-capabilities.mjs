/**
 * The ESLint rule that each capability of Electron that reaches outside the app has one file. It holds
 * the import, so that no alias leads around it, and refuses to import Electron in one piece.
 */
import { projectPath } from './room-imports.mjs';
import { textOf } from './static-text.mjs';

/**
 * The export of Electron, the one file that may import it, and why. No file: nobody may.
 * @type {Record<string, { file?: string, reason: string }>}
 */
const capabilities = {
  ipcMain: {
    file: 'main/electron/ipc-main.ts',
    reason: 'it checks the sender and the schema of every request',
  },
  shell: {
    file: 'main/electron/user-agent.ts',
    reason: 'it checks every URL before the browser opens it (E15)',
  },
  safeStorage: {
    file: 'main/application.ts',
    reason: 'before the app is ready there is no password store yet, or another (S1)',
  },
  contextBridge: { file: 'preload/preload.ts', reason: 'it is all that the window gets (E20)' },
  ipcRenderer: { file: 'preload/preload.ts', reason: 'it has one line per request (E20)' },
  utilityProcess: { reason: 'a process of its own would run outside every check' },
  webFrameMain: { reason: 'a frame has an IPC of its own, which checks nobody' },
};

/**
 * @typedef {import('eslint').Rule.Node} Node
 * @typedef {{ type: string, importKind?: string, imported?: { name?: string, value?: unknown } }} Specifier
 */

/** @type {import('eslint').Rule.RuleModule} */
export const electronCapabilities = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      owned: 'Only {{owner}} may import {{name}}: {{reason}}.',
      whole: 'Import the names that you need of Electron, so that it shows what they are.',
    },
  },
  create(context) {
    const file = projectPath(context.filename);
    /** @param {Node} node @param {unknown} source */
    const refuseWhole = (node, source) => {
      if (textOf(source) === 'electron') context.report({ node, messageId: 'whole' });
    };
    return {
      ImportDeclaration(node) {
        const { importKind } = /** @type {{ importKind?: string }} */ (
          /** @type {unknown} */ (node)
        );
        if (!/^electron(?:\/|$)/.test(String(node.source.value)) || importKind === 'type') return;
        for (const specifier of node.specifiers) {
          const { type, importKind: kind, imported } = /** @type {Specifier} */ (specifier);
          if (kind === 'type') continue;
          const name = String(imported?.name ?? imported?.value);
          if (type !== 'ImportSpecifier' || name === 'default') {
            context.report({ node: specifier, messageId: 'whole' });
            continue;
          }
          const found = Object.hasOwn(capabilities, name) ? capabilities[name] : undefined;
          if (found === undefined || found.file === file) continue;
          const data = { name, owner: found.file ?? 'nobody', reason: found.reason };
          context.report({ node: specifier, messageId: 'owned', data });
        }
      },
      ImportExpression: (node) => refuseWhole(node, node.source),
      ExportAllDeclaration: (node) => refuseWhole(node, node.source),
      ExportNamedDeclaration: (node) => refuseWhole(node, node.source),
    };
  },
};
