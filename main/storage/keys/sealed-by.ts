/**
 * The password stores that a vault needs, read before the app is ready. Of the key files it knows just
 * enough for that and loads no schema, because the window waits for it (ADR 15). Nothing relies on the
 * result: it only says which store to ask first.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parseJson } from '../../text/json.js';
import { keyFileNames } from './key-file-names.js';

/** Names of the stores that sealed the vault in this folder, the latest first; none without a vault. */
export async function passwordStoresOf(vaultDirectory: string): Promise<readonly string[]> {
  const files = await Promise.all(
    keyFileNames.map((name) => readFile(join(vaultDirectory, name), 'utf8').catch(() => '')),
  );
  const seals = files.flatMap(sealsIn).toSorted((a, b) => b.sealedAt - a.sealedAt);
  return [...new Set(seals.map(({ backend }) => backend))];
}

interface Seal {
  readonly backend: string;
  readonly sealedAt: number;
}

function sealsIn(text: string): readonly Seal[] {
  const seals = member(member(parseJson(text), 'body'), 'seals');
  return Array.isArray(seals) ? seals.filter(isSealOfStore) : [];
}

function isSealOfStore(seal: unknown): seal is Seal {
  return (
    member(seal, 'kind') === 'password_store' &&
    typeof member(seal, 'backend') === 'string' &&
    typeof member(seal, 'sealedAt') === 'number'
  );
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
