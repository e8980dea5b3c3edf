/** Commits that are distinguishable on disk, and a check that one of them is complete. */
import type { VaultWrite } from '../../main/ports/vault.js';
import { connection, recordStoreOf, openVault, secrets } from '../../testing/vault.js';

const ids = ['a', 'b'];
/** In characters; enough that a commit sometimes spans two blocks of LevelDB's log. */
const ordinary = 3_000;

/** One commit over two connections, with its number in everything that it writes. */
export function numbered(number: number, length = ordinary): readonly VaultWrite[] {
  const padding = 'x'.repeat(length);
  return ids.flatMap((id): VaultWrite[] => [
    { kind: 'put_connection', connection: connection(id, { ownLabel: `${number} ${padding}` }) },
    { kind: 'put_secrets', connectionId: id, secrets: secrets(String(number)) },
    {
      kind: 'add_activity',
      entry: { connectionId: id, at: number, kind: 'refreshed', failure: null },
    },
  ]);
}

export type OnDisk =
  | { readonly kind: 'complete'; readonly number: number }
  | { readonly kind: 'torn'; readonly what: string };

/** The number of the commit that everything on disk agrees on; 0 for an empty vault. */
export async function numberOnDisk(directory: string): Promise<OnDisk> {
  const vault = await openVault(directory);
  try {
    if (vault.view.kind !== 'open') return { kind: 'torn', what: JSON.stringify(vault.view) };
    const listed = await vault.connections();
    const numbers = new Set<number>();
    for (const { kind, connection } of listed) {
      if (kind !== 'complete') return { kind: 'torn', what: `${connection.id} is ${kind}` };
      numbers.add(parseInt(connection.ownLabel ?? ''));
      const { tokens } = await recordStoreOf(vault).secrets(connection.id);
      numbers.add(parseInt(tokens.refreshToken?.replace('S3CR3T-', '') ?? ''));
      const [newest] = await recordStoreOf(vault).activity(connection.id, 1);
      numbers.add(newest?.at ?? 0);
    }
    const [number = 0] = numbers;
    if (numbers.size > 1 || (listed.length !== 0 && listed.length !== ids.length)) {
      return { kind: 'torn', what: `${listed.length} connections, of ${[...numbers].join()}` };
    }
    return { kind: 'complete', number };
  } catch (error) {
    return { kind: 'torn', what: String(error) };
  } finally {
    await vault.close();
  }
}
