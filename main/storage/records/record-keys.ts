/**
 * The keys of the records. LevelDB sorts them, so all records of a kind, and the activity of one
 * connection by time, are one range. Identifiers are percent-encoded: they add no NUL and no '/' to
 * a key.
 */
import type { KeyRange } from '../disk/database.js';

const part = encodeURIComponent;
/** Digits of a time or sequence number in a key; Number.MAX_SAFE_INTEGER has 16. */
const digits = 16;

export const recordKeys = {
  canary: 'meta/canary',
  secondCanary: 'meta/canary-b',
  sequence: 'meta/sequence',
  connection: (id: string) => `connection/${part(id)}`,
  secrets: (connectionId: string) => `secrets/${part(connectionId)}`,
  outbox: (connectionId: string) => `outbox/${part(connectionId)}`,
  attempt: (id: string) => `attempt/${part(id)}`,
  intent: (connectionId: string) => `intent/${part(connectionId)}`,
  service: (id: string) => `service/${part(id)}`,
  ended: (connectionId: string) => `ended/${part(connectionId)}`,
  outdated: (connectionId: string) => `outdated/${part(connectionId)}`,
  /** Sorted by time, then by the order of writing within one millisecond. */
  activity: (connectionId: string, at: number, sequence: number) =>
    `activity/${part(connectionId)}/${padded(at)}/${padded(sequence)}`,
};

export const recordRanges = {
  connections: startingWith('connection/'),
  secrets: startingWith('secrets/'),
  outbox: startingWith('outbox/'),
  attempts: startingWith('attempt/'),
  intents: startingWith('intent/'),
  services: startingWith('service/'),
  ended: startingWith('ended/'),
  /** Connections that were written again with the tokens that may be outdated. */
  outdated: startingWith('outdated/'),
  activityOf: (connectionId: string) => startingWith(`activity/${part(connectionId)}/`),
};

/** The identifier in a key that has one. */
export function idOf(key: string): string {
  return decodeURIComponent(key.slice(key.indexOf('/') + 1));
}

/** The time of the entry with this activity key, milliseconds since 1970. */
export function activityTimeOf(key: string): number {
  return Number(key.split('/')[2]);
}

/** '0' is the character after '/'. */
function startingWith(prefix: string): KeyRange {
  return { gte: prefix, lt: `${prefix.slice(0, -1)}0` };
}

function padded(value: number): string {
  return Math.max(0, Math.trunc(value)).toString().padStart(digits, '0');
}
