/** The places in stored records where a newer version may have put something else. */
import type * as z from 'zod';

import { tolerant } from '../main/storage/format/tolerant.js';

export type Path = readonly (string | number)[];

export interface Names {
  /** Places whose values may be unknown. */
  readonly tolerated: readonly string[];
  /** Places of unions: what is there may be anything but an object without its discriminator. */
  readonly unions: readonly string[];
  /** Places whose values must be known. */
  readonly strict: readonly string[];
}

const none: Names = { tolerated: [], unions: [], strict: [] };

/** Every enum and literal in a schema, by place: `standing.progress.kind`, list items as `*`. */
export function namesIn(
  schema: z.core.$ZodType,
  path: readonly string[] = [],
  covered = '',
): Names {
  const { covers = '' } = tolerant.get(schema) ?? {};
  const { def } = (schema as z.ZodType)._zod as { def: z.core.$ZodTypes['_zod']['def'] };
  const place = path.join('.');
  const below = (inner: z.core.$ZodType, name?: string) => {
    const next = name === undefined ? path : [...path, name];
    if (covered === 'everything' || covers === 'everything')
      return namesIn(inner, next, 'everything');
    return namesIn(inner, next, covers === '' ? covered : covers);
  };
  const all = (found: readonly Names[]): Names => ({
    tolerated: found.flatMap(({ tolerated }) => tolerated),
    unions: found.flatMap(({ unions }) => unions),
    strict: found.flatMap(({ strict }) => strict),
  });
  switch (def.type) {
    case 'enum':
    case 'literal': {
      const isCovered = covered === 'everything' || covered === 'itself' || covered === path.at(-1);
      return isCovered ? { ...none, tolerated: [place] } : { ...none, strict: [place] };
    }
    case 'object': {
      const members = Object.entries(def.shape).map(([name, member]) => {
        // A discriminator covers its own place, but no enum further down.
        const isCovered = covered === 'everything' || covered === name;
        return namesIn(member, [...path, name], isCovered ? covered : '');
      });
      return all(members);
    }
    case 'array':
      return below(def.element, '*');
    case 'record':
      return below(def.valueType, '*');
    case 'union':
      return all([
        ...def.options.map((option) => below(option)),
        { ...none, unions: covers === '' ? [] : [place] },
      ]);
    case 'nullable':
    case 'optional':
    case 'default':
    case 'readonly':
      return below(def.innerType);
    case 'pipe':
      return covers === 'itself' ? { ...none, tolerated: [place] } : below(def.in);
    case 'string':
    case 'number':
    case 'boolean':
    case 'unknown':
    case 'custom':
      return none;
    default:
      throw new Error(`a schema of kind ${def.type} has to be looked through here as well`);
  }
}

/** The paths of all parts of a record. */
export function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  const own = path.length > 0 ? [path] : [];
  if (typeof value !== 'object' || value === null) return own;
  return [
    ...own,
    ...Object.entries(value).flatMap(([name, each]) => pathsIn(each, [...path, name])),
  ];
}

export const pathNameOf = (path: Path) =>
  path.map((name) => (/^\d+$/.test(String(name)) ? '*' : name)).join('.');

/** A copy with another value at `path`; undefined: without it. */
export function changed(record: unknown, path: Path, value: unknown): unknown {
  const copy = structuredClone(record) as Record<string, unknown>;
  const at = path.slice(0, -1).reduce<Record<string, unknown>>((parent, name) => {
    return parent[name] as Record<string, unknown>;
  }, copy);
  at[path.at(-1) ?? ''] = value;
  return JSON.parse(JSON.stringify(copy)) as unknown;
}

/** Any JSON that may be in the place of something that this version knows. */
export const strangers: readonly unknown[] = [
  'of-a-newer-version',
  [],
  ['of', 1],
  {},
  { of: { a: 'newer version' } },
  null,
  1e300,
  false,
];

/** Each record with a stranger in each tolerant place; the first one with that place, with each stranger. */
export function withStrangers(schema: z.ZodType, records: readonly unknown[]) {
  const { tolerated, unions } = namesIn(schema);
  const tried = new Set<string>();
  return records.flatMap((record) =>
    pathsIn(record).flatMap((path) => {
      const place = pathNameOf(path);
      const suitable = tolerated.includes(place)
        ? strangers
        : strangers.filter((each) => unions.includes(place) && isNoObject(each));
      const values = tried.has(place) ? suitable.slice(0, 1) : suitable;
      tried.add(place);
      return values.map((value) => ({ place, record: changed(record, path, value) }));
    }),
  );
}

const isNoObject = (value: unknown) =>
  typeof value !== 'object' || value === null || Array.isArray(value);
