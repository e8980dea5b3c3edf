import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseJsonObject, valueAt } from './json.js';

describe('a text that somebody else wrote', () => {
  test.each(['', 'null', '7', '"text"', '[{}]', '{"a":', '\uFEFF{}', '{} {}'])(
    'is not a JSON object: %j',
    (text) => {
      expect(parseJsonObject(text)).toBeNull();
    },
  );

  test('is a JSON object, with or without white space around it', () => {
    expect(parseJsonObject(' {"a":[1,null],"b":{}}\n')).toEqual({ a: [1, null], b: {} });
  });

  test('is parsed without an exception whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        const value = parseJsonObject(text);
        expect(value === null || !Array.isArray(value)).toBe(true);
      }),
    );
  });
});

describe('a member by its path', () => {
  const body = { a: { b: [{ c: 7 }, null] }, text: 'x' };

  test.each(['b', 'a.c', 'a.b.2', 'a.b.x', 'a.b.1.c', 'text.length', 'text.0', 'constructor', ''])(
    'is not there: %j',
    (path) => {
      expect(valueAt(body, path)).toBeUndefined();
    },
  );

  test('is there, in objects and lists', () => {
    expect(valueAt(body, 'text')).toBe('x');
    expect(valueAt(body, 'a.b.0.c')).toBe(7);
    expect(valueAt(body, 'a.b.1')).toBeNull();
  });
});
