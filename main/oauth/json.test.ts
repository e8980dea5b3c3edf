import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseJsonObject } from './json.js';

describe('a text that somebody else wrote', () => {
  it.each(['', 'null', '7', '"text"', '[{}]', '{"a":', '\uFEFF{}', '{} {}'])(
    'is not a JSON object: %j',
    (text) => {
      expect(parseJsonObject(text)).toBeNull();
    },
  );

  it('is a JSON object, with or without white space around it', () => {
    expect(parseJsonObject(' {"a":[1,null],"b":{}}\n')).toEqual({ a: [1, null], b: {} });
  });

  it('is parsed without an exception whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        const value = parseJsonObject(text);
        expect(value === null || !Array.isArray(value)).toBe(true);
      }),
    );
  });
});
