/**
 * A time zone as its file describes it, for `/etc/localtime` and `TZ` that lead to a copy without a name.
 * Leap seconds are not looked at.
 * @see https://www.rfc-editor.org/rfc/rfc8536
 */
import { readFileSync, statSync } from 'node:fs';

import { posixTimeZone } from './posix-time-zone.js';
import type { ZoneRules } from './zone-rules.js';

/** The largest of the system's is below 4 KB. Reading a device may never end. */
const maxBytes = 100_000;
const headerBytes = 44;

/** Null: it is not such a file, or cannot be read. */
export function zoneFile(path: string): ZoneRules | null {
  try {
    const found = statSync(path);
    return found.isFile() && found.size <= maxBytes ? zoneRules(readFileSync(path)) : null;
  } catch {
    // Not there, not readable, or it ends too early
    return null;
  }
}

/** Throws RangeError if it ends too early. */
function zoneRules(bytes: Buffer): ZoneRules | null {
  const first = header(bytes, 0);
  if (first === null) return null;
  if (first.version < 2) return fromBlock(bytes, headerBytes, first, 4, null);
  // The second block has the same content with times of 8 bytes.
  const start = headerBytes + blockBytes(first, 4);
  const second = header(bytes, start);
  if (second === null) return null;
  const footer = bytes.toString('latin1', start + headerBytes + blockBytes(second, 8));
  const rule = posixTimeZone(/^\n([^\n]*)\n/.exec(footer)?.[1] ?? '');
  return fromBlock(bytes, start + headerBytes, second, 8, rule);
}

interface Header {
  readonly version: number;
  readonly isUt: number;
  readonly isStandard: number;
  readonly leaps: number;
  readonly times: number;
  readonly types: number;
  readonly characters: number;
}

function header(bytes: Buffer, at: number): Header | null {
  if (bytes.toString('latin1', at, at + 4) !== 'TZif') return null;
  const count = (index: number) => bytes.readUInt32BE(at + 20 + 4 * index);
  return {
    version: Number(bytes.toString('latin1', at + 4, at + 5).replace('\0', '1')),
    isUt: count(0),
    isStandard: count(1),
    leaps: count(2),
    times: count(3),
    types: count(4),
    characters: count(5),
  };
}

function blockBytes(header: Header, timeBytes: number): number {
  const { isUt, isStandard, leaps, times, types, characters } = header;
  return (
    times * (timeBytes + 1) + types * 6 + characters + leaps * (timeBytes + 4) + isStandard + isUt
  );
}

function fromBlock(
  bytes: Buffer,
  start: number,
  { times }: Header,
  timeBytes: 4 | 8,
  rule: ZoneRules | null,
): ZoneRules {
  const time = (at: number) =>
    timeBytes === 8 ? Number(bytes.readBigInt64BE(at)) : bytes.readInt32BE(at);
  const typesAt = start + times * (timeBytes + 1);
  const offset = (type: number) => bytes.readInt32BE(typesAt + type * 6);
  const changes = Array.from({ length: times }, (_, index) => ({
    at: time(start + index * timeBytes) * 1000,
    offset: offset(bytes.readUInt8(start + times * timeBytes + index)),
  }));
  const before = offset(0);
  const last = changes.at(-1)?.at ?? -Infinity;
  return {
    offsetAt(timeMs) {
      if (rule !== null && timeMs >= last) return rule.offsetAt(timeMs);
      return changes.findLast(({ at }) => at <= timeMs)?.offset ?? before;
    },
    changes: (fromMs, toMs) => [
      ...changes.map(({ at }) => at).filter((at) => at >= fromMs && at < toMs),
      ...(rule?.changes(Math.max(fromMs, last), toMs) ?? []),
    ],
    knowsPast: true,
  };
}
