/** Saves and opens files with client IDs through the system's dialogs. */
import { writeFile } from 'node:fs/promises';

import type { OpenDialogOptions, SaveDialogOptions } from 'electron';

import { formatMessage } from '../../messages/format.js';
import { failureOf } from '../connections/failures.js';
import type { ClientFile, ClientFiles } from '../ports/client-files.js';

export interface FileDialogs {
  showSave(options: SaveDialogOptions): Promise<{ readonly filePath: string }>;
  showOpen(options: OpenDialogOptions): Promise<{ readonly filePaths: readonly string[] }>;
}

/** @param read checks the file of that path */
export function createClientFiles(
  dialogs: FileDialogs,
  read: (path: string) => Promise<ClientFile>,
): ClientFiles {
  const filters = () => [{ name: formatMessage('clientFile.kind'), extensions: ['json'] }];
  return {
    async save(name, text) {
      const { filePath } = await dialogs.showSave({ defaultPath: name, filters: filters() });
      // Empty where the user cancelled.
      if (filePath === '') return null;
      try {
        await writeFile(filePath, text);
        return null;
      } catch (error) {
        const { code = 'UNKNOWN' } = error as NodeJS.ErrnoException;
        return failureOf('file_not_saved', code);
      }
    },
    async open() {
      const { filePaths } = await dialogs.showOpen({
        properties: ['openFile'],
        filters: filters(),
      });
      const [path] = filePaths;
      return path === undefined ? null : read(path);
    },
  };
}
