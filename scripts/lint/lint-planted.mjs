/** Lints planted text by the project's own ESLint configuration, for tests of its rules. */
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

import { projectDir } from '../setup/project.mjs';

/**
 * @param {(rule: string) => boolean} isTested
 * @returns {(filePath: string, text: string) => Promise<string[]>} `rule: message` per problem; the
 *   file is named relative to the project and need not exist
 */
export function createPlantedLint(isTested) {
  const eslint = new ESLint({
    cwd: projectDir,
    // Without the rules that need types: reading the whole project for them takes minutes.
    overrideConfig: [
      { languageOptions: { parserOptions: { projectService: false } } },
      tseslint.configs.disableTypeChecked,
    ],
    ruleFilter: ({ ruleId }) => isTested(ruleId),
  });
  return async (filePath, text) => {
    const [result] = await eslint.lintText(text, { filePath });
    return (result?.messages ?? []).map(
      ({ ruleId, message }) => `${ruleId ?? 'parser'}: ${message}`,
    );
  };
}
