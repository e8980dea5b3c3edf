/** The project's own ESLint rules. */
import { commentProse } from './comment-prose.mjs';
import { electronCapabilities } from './electron-capabilities.mjs';
import { exportedNames } from './exported-names.mjs';
import { fileLength } from './file-length.mjs';
import { fileReferences } from './file-references.mjs';
import { roomImports } from './room-imports.mjs';

/** @type {import('eslint').ESLint.Plugin} */
export const lanyard = {
  rules: {
    'comment-prose': commentProse,
    'electron-capabilities': electronCapabilities,
    'exported-names': exportedNames,
    'file-length': fileLength,
    'file-references': fileReferences,
    'room-imports': roomImports,
  },
};
