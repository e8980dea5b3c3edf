/** Puts the recovery seal into both key files, or removes it from them. */
import { isUnknown, type UnknownValue } from '../../connections/unknown-value.js';
import { StorageError } from '../../ports/storage-error.js';
import type { KeyFileName } from './key-file-names.js';
import { type ValidKeyFile, readKeyFiles, writeKeyFile } from './key-file.js';
import type { Seal, TypedSeal } from './seals.js';

/**
 * Writes the file that did not open the vault first. The other one follows only when the first has
 * been written and read back, so at every point the seal that worked before opens the vault. Each
 * file keeps its own seals of other kinds. Rejects with StorageError or the error of the file
 * system.
 *
 * @param seal replaces the current recovery seal; null: only remove it
 */
export async function replaceRecoverySeal(
  directory: string,
  openedBy: KeyFileName,
  seal: TypedSeal | null,
): Promise<void> {
  const files = await readKeyFiles(directory);
  const valid = files.find((file): file is ValidKeyFile => file.kind === 'valid');
  if (!valid || files.some(({ kind }) => kind === 'newer' || kind === 'not_accessible')) {
    throw new StorageError('failed', 'a key file cannot be written');
  }
  for (const file of [...files].sort((a, b) => rank(a.name) - rank(b.name))) {
    const { body } = file.kind === 'valid' ? file : valid;
    const others = body.seals.filter((seal) => kindOf(seal) !== 'recovery');
    await writeKeyFile(directory, file.name, {
      ...body,
      revision: body.revision + 1,
      seals: seal ? [...others, seal] : others,
    });
  }
  /** Includes a recovery seal that a newer version made: it must not open the vault any more. */
  function kindOf(seal: Seal | UnknownValue): unknown {
    const stored = isUnknown(seal) ? (seal.original as { readonly kind?: unknown } | null) : seal;
    return stored?.kind;
  }
  function rank(name: KeyFileName): number {
    return name === openedBy ? 1 : 0;
  }
}
