/** Stands in for main/oauth/network.fixture.ts where tests run inside Electron: the app's own network. */
export { createNetworkFetch as createNetwork } from './network.js';
