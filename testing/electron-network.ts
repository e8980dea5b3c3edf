/** Stands in for testing/network.ts where tests run inside Electron: the app's own network. */
export { createNetworkFetch as createNetwork } from '../main/electron/network.js';
