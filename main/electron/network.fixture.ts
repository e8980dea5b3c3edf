/** Stands in for main/oauth/network.fixture.ts where tests run inside Electron: the app's own network. */
import { createNetworkFetch } from './network.js';

export const networkFetch = createNetworkFetch();
