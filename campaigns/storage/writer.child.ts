/**
 * A process that writes numbered commits to a vault, each over two connections, and prints the result of
 * each: `kept 3`, or the reason why not: `full 3`. Its first line is the state of the vault.
 *
 * Arguments: the vault's folder, the first number, how many; `hold` keeps the vault open at the end;
 * `asked` begins when a line arrives; `much` makes each commit large.
 */
import { once } from 'node:events';
import { writeSync } from 'node:fs';

import { StorageError } from '../../main/ports/storage-error.js';
import { openVault } from '../../testing/vault.js';
import { numbered } from './numbered-commits.js';

/** In characters. */
const much = 24_000;
const [, , directory = '', first = '1', count = '1', ...wishes] = process.argv;
/** If writes fail at random, printing may fail too. */
function say(line: string): void {
  for (let tries = 1; ; tries++) {
    try {
      writeSync(1, `${line}\n`);
      return;
    } catch (error) {
      if (tries === 100) throw error;
    }
  }
}

const vault = await openVault(directory);
const { view, recordStore } = vault;
say(view.kind === 'unreadable' ? view.cause : view.kind);
if (wishes.includes('asked')) await once(process.stdin, 'data');
for (let number = Number(first); recordStore && number < Number(first) + Number(count); number++) {
  try {
    await recordStore.commit(wishes.includes('much') ? numbered(number, much) : numbered(number));
    say(`kept ${number}`);
  } catch (error) {
    say(`${error instanceof StorageError ? error.kind : 'untyped'} ${number}`);
  }
}
if (recordStore && wishes.includes('hold')) {
  say('holds');
  await new Promise((forever) => setInterval(forever, 2 ** 31 - 1));
}
await vault.close();
process.exit(0);
