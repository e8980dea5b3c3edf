/** Unit tests run with the network off: whatever opens a socket fails loudly. */
import { Socket } from 'node:net';

Socket.prototype.connect = function () {
  throw new Error('The network is off in unit tests: hand in a fetch of your own.');
};
