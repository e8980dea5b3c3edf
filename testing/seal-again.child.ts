/** Opens a vault whose key has to be sealed again, in a separate process. */
import { openVault, StandInSealer } from './vault.js';

const sealer = new StandInSealer();
sealer.wantsSealAgain = true;
await (await openVault(process.argv[2] ?? '', sealer)).close();
