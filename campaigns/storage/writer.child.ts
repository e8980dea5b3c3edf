/**
 * A process that writes to a vault: numbered commits, each over two connections, and after each
 * what came of it: `kept 3`, or why not: `full 3`. First it says how it found the vault.
 *
 * Arguments: the vault's folder, the first number, how many; `hold`: it keeps an open vault at the end;
 * `asked`: it begins once a line comes in; `much`: each commit is large.
 */
import { once } from 'node:events';
import { writeSync } from 'node:fs';

import { StorageError } from '../../main/ports/storage-error.js';
import { numbered } from './numbered-commits.js';
import { openVault } from '../../testing/vault.js';

/** Characters. */
const much = 24_000;
const [, , directory = '', first = '1', count = '1', ...wishes] = process.argv;
/** Where writing is made to fail at random, saying so fails too. */
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
