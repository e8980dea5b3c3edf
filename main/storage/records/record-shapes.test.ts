/**
 * Each record in each of its forms: it reads back as it was stored, and is unreadable with a wrong
 * part.
 */
import { describe, expect, test } from 'vitest';

import { namesIn } from '../../../testing/record-paths.js';
import { stored, storedRecords } from '../../../testing/stored-records.js';
import { parseAs } from '../format/record-text.js';

/** Parts that records of the first versions lack. */
const cameLater =
  /server\.(pushed|requires|device|registration|endSession|clientAuthenticationAlg|dpop|grantTypes|clientMetadata)|refreshTokenExpiresAt$|^(proofKey|apiAddress|hasMetadata|usesClientMetadata|earlierRegistrations|confirmedPrivateHosts|confirmedIssuer|secretForm|issuerOfApi|registration\.usesDeviceCode)$|(^|\.)standing\.progress$|^(connection\.)?(refusals|ownColour|note|bindTokens|signedInAt|assertion|requiredAuthentication)$|(^|\.)metadataAddress$|authentication\.unencoded$|account\.unidentified$|\.(asked|untrusted)$|tokens\.(adjustments|authorizationDetails)$|secrets\.(idTokenClaims|earlier)$/;
/**
 * Members with arbitrary names, of which one more or less is no damage, parts of what is read in any form,
 * and scope words, which this version does not read.
 */
const named =
  /(Claims|adjustments|extraParameters|variables|[pP]\w+Key|asked|untrusted)\.|scopeWords/;

type Members = Record<string, unknown>;

/** The paths of all parts of a record, except those in lists. */
function pathsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const own = path.length > 0 ? [path] : [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return own;
  const parts = Object.entries(value);
  return [...own, ...parts.flatMap(([name, each]) => pathsIn(each, [...path, name]))];
}

/** A copy of the record with another part at `path`; undefined: without it. */
function withPart(record: unknown, path: readonly string[], part: unknown): unknown {
  const copy = structuredClone(record) as Members;
  let at = copy;
  for (const name of path.slice(0, -1)) at = at[name] as Members;
  at[path.at(-1) ?? ''] = part;
  return copy;
}

describe.each(storedRecords)('%s', (_, schema, records) => {
  const read = (record: unknown) => parseAs(schema, JSON.stringify(record));
  const onDisk = records.map((record) => stored(schema, record));

  test('reads back in each of its forms (S8)', () => {
    for (const [index, record] of onDisk.entries()) expect(read(record)).toEqual(records[index]);
  });

  test('is unreadable without any of its parts, except those of later versions (R5)', () => {
    for (const record of onDisk) {
      for (const path of pathsIn(record)) {
        const name = path.join('.');
        if (named.test(name)) continue;
        const isRead = read(withPart(record, path, undefined)) !== null;
        expect([name, isRead]).toEqual([name, cameLater.test(name)]);
      }
    }
  });

  test('is unreadable with a part of another type, except where a newer version may have any (R5, S8)', () => {
    const { tolerated, unions } = namesIn(schema);
    const places = new Set([...tolerated, ...unions]);
    for (const record of onDisk) {
      for (const path of pathsIn(record)) {
        const name = path.join('.');
        if (named.test(name)) continue;
        const isRead = read(withPart(record, path, [[]])) !== null;
        expect([name, isRead]).toEqual([name, places.has(name) || places.has(`${name}.*`)]);
      }
    }
  });
});

test.each(['', '{', 'null', '[]', '"text"', '{}'])('%s is no record', (text) => {
  for (const [, schema] of storedRecords) expect(parseAs(schema, text)).toBeNull();
});
