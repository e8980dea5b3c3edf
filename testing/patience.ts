/**
 * Setup: whatever a test waits for (`vi.waitFor`, `vi.waitUntil`) may take as long as a busy machine
 * needs, and not a second only. The limit is for what hangs.
 */
import { vi } from 'vitest';

import { patienceMs } from './patience-limit.js';

const patient = { timeout: patienceMs };
const { waitFor, waitUntil } = vi;

vi.waitFor = (callback) => waitFor(callback, patient);
vi.waitUntil = (callback) => waitUntil(callback, patient);
