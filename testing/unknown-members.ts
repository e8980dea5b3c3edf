/** Members that a newer version of Lanyard may have stored, and this one does not know. */
import { UnknownValue } from '../main/connections/unknown-value.js';

/** The value of each unknown member: nothing that a window is sent may have it. */
export const planted = 'PLANTED-by-a-newer-version';

/**
 * A copy with one more member in every object of it. Maps with arbitrary names stay as they are:
 * claims, which are shown whole, and parameters.
 */
export function withUnknownMembers<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof UnknownValue) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => withUnknownMembers(each)) as T;
  const members = Object.entries(value).map(([name, each]: [string, unknown]) => [
    name,
    /claims$|parameters$/i.test(name) ? each : withUnknownMembers(each),
  ]);
  return { ...Object.fromEntries(members), planted } as T;
}
