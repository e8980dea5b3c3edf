/**
 * The network that tests reach a real server with: Node's. `npm run unit:electron` puts
 * testing/electron-network.ts in this file's place, so that the same tests go through
 * Electron's network as the app does.
 */
import { createBoundedFetch, type FetchLimits } from '../main/oauth/bounded-fetch.js';

export const createNetwork = (limits: Partial<FetchLimits> = {}) =>
  createBoundedFetch(fetch, limits);
