/** For tests of this room: a vault of several LevelDB files, and what a flipped bit in one of them costs. */
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { added, connection, recordStoreOf, openVault, secrets } from './vault.js';

export interface RottingVault {
  readonly directory: string;
  readonly stateDirectory: string;
}

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const generations = 3;

/** The last generation is of half of them: the newest of the others lies in a table, not in the log. */
const newestOf = (id: string) => (ids.indexOf(id) % 2 === 0 ? generations : generations - 1);

/** Tables and a log: each opening makes a table of the log before. */
export async function writeRottingVault(directory: string): Promise<RottingVault> {
  const stateDirectory = join(dirname(directory), 'marks');
  for (let generation = 1; generation <= generations; generation++) {
    const vault = await openVault(directory, undefined, stateDirectory);
    for (const id of ids.filter((each) => newestOf(each) >= generation)) {
      await recordStoreOf(vault).commit([
        ...(generation === 1 ? added(id) : []),
        {
          kind: 'put_connection',
          connection: connection(id, { ownLabel: `generation ${generation}` }),
        },
        { kind: 'put_secrets', connectionId: id, secrets: secrets(`${generation}`) },
      ]);
    }
    await vault.close();
  }
  return { directory, stateDirectory };
}

/** In one word what became of it; one that starts with WRONG must never be. */
export async function whatRotCosts(
  { directory, stateDirectory }: RottingVault,
  name: string,
  bit: number,
): Promise<string> {
  const copy = `${directory}-rotten`;
  const marks = `${stateDirectory}-of-the-copy`;
  await rm(copy, { recursive: true, force: true });
  await cp(directory, copy, { recursive: true });
  await cp(stateDirectory, marks, { recursive: true });
  const file = join(copy, 'records', name);
  const content = await readFile(file);
  content.writeUInt8(content.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  await writeFile(file, content);

  const vault = await openVault(copy, undefined, marks);
  try {
    const listed = new Set((await vault.connections()).map((each) => each.connection.id));
    if (vault.view.kind !== 'open') {
      return listed.size === ids.length ? 'closed, all listed' : 'closed, some listed';
    }
    const recordStore = recordStoreOf(vault);
    let cost = 'nothing';
    for (const id of ids) {
      const token = await recordStore.secrets(id).then(
        ({ tokens }) => tokens.refreshToken,
        () => null,
      );
      const isNewest = token === secrets(`${newestOf(id)}`).tokens.refreshToken;
      if (isNewest && listed.has(id)) continue;
      const isReported = recordStore.mayBeOutdated(id);
      if (token !== null && !isNewest && !isReported) return `WRONG: an older token, bit ${bit}`;
      if (!listed.has(id) && !isReported) return `WRONG: a connection gone, bit ${bit}`;
      cost = token === null ? 'secrets unreadable, told' : 'older, told';
    }
    return cost;
  } finally {
    await vault.close();
  }
}
