/** The project's own ESLint rules. */
import { catalogueText } from './catalogue-text.mjs';
import { commentProse } from './comment-prose.mjs';
import { constantNames } from './constant-names.mjs';
import { electronCapabilities } from './electron-capabilities.mjs';
import { exportedNames } from './exported-names.mjs';
import { fileLength } from './file-length.mjs';
import { fileReferences } from './file-references.mjs';
import { importOrder } from './import-order.mjs';
import { privateNames } from './private-names.mjs';
import { roomImports } from './room-imports.mjs';
import { testTitles } from './test-titles.mjs';

/** @type {import('eslint').ESLint.Plugin} */
export const lanyard = {
  rules: {
    'catalogue-text': catalogueText,
    'comment-prose': commentProse,
    'constant-names': constantNames,
    'electron-capabilities': electronCapabilities,
    'exported-names': exportedNames,
    'file-length': fileLength,
    'file-references': fileReferences,
    'import-order': importOrder,
    'private-names': privateNames,
    'room-imports': roomImports,
    'test-titles': testTitles,
  },
};
