/**
 * The network of tests with a real server: Node's. `npm run unit:electron` replaces this file with
 * testing/electron-network.ts, so that the same tests use Electron's network as the app does.
 */
import { createBoundedFetch, type FetchLimits } from '../main/oauth/bounded-fetch.js';

export const createNetwork = (limits: Partial<FetchLimits> = {}) =>
  createBoundedFetch(fetch, limits);
