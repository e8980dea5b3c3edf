import fc from 'fast-check';
import { expect, test } from 'vitest';

import { autostartEntry, entryStarts } from './autostart-entry.js';

const message = ['/opt/Lanyard/lanyard', '--hidden'];

test('a path that no line can hold is refused', () => {
  expect(() => autostartEntry(['/opt/a\nExec=evil', '--hidden'])).toThrow(TypeError);
});

test.each([
  ['another program', autostartEntry(['/opt/other', '--hidden'])],
  ['an entry switched off by hand', `${autostartEntry(message)}Hidden=true\n`],
  [
    'one switched off by the desktop',
    autostartEntry(message).replace('enabled=true', 'enabled=false'),
  ],
  ['nothing', ''],
])('is not on: %s', (_what, entry) => {
  expect(entryStarts(entry, message)).toBe(false);
});

test('is written as the specification wants it', () => {
  expect(autostartEntry(['/home/a b/50% "$x" \\y', '--hidden'])).toContain(
    String.raw`Exec="/home/a b/50%% \\"\\$x\\" \\\\y" "--hidden"`,
  );
});

/** As a desktop reads it: first the string's escapes, then the quotes, then the field codes. */
function read(entry: string): string[] {
  const value = /^Exec=(.*)$/m.exec(entry)?.[1] ?? '';
  const unescaped = value.replaceAll(/\\(.)/g, (_all, each: string) => each);
  return [...unescaped.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) =>
    word.replaceAll(/\\(.)/g, '$1').replaceAll('%%', '%'),
  );
}

test('any path comes back as it was, and is known again', () => {
  const word = fc.string({ minLength: 1 }).filter((each) => !/[\0\r\n]/.test(each));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (any) => {
      const entry = autostartEntry(any);
      expect(read(entry)).toEqual(any);
      expect(entryStarts(entry, any)).toBe(true);
    }),
  );
});
