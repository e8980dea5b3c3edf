/** In a process of its own: opens a vault whose key is to be sealed anew. */
import { openVault, StandInSealer } from './vault.js';

const sealer = new StandInSealer();
sealer.wantsSealAgain = true;
await (await openVault(process.argv[2] ?? '', sealer)).close();
