import fc from 'fast-check';
import { expect, test } from 'vitest';

import { autostartEntry, entryStarts } from './autostart-entry.js';

const command = ['/opt/Lanyard/lanyard', '--hidden'];

test('refuses a path with a line break', () => {
  expect(() => autostartEntry(['/opt/a\nExec=evil', '--hidden'])).toThrow(TypeError);
});

test.each([
  ['another program', autostartEntry(['/opt/other', '--hidden'])],
  ['an entry disabled by the user', `${autostartEntry(command)}Hidden=true\n`],
  ['one disabled by the desktop', autostartEntry(command).replace('enabled=true', 'enabled=false')],
  ['nothing', ''],
])('is not enabled: %s', (_what, entry) => {
  expect(entryStarts(entry, command)).toBe(false);
});

test('quotes as the specification requires', () => {
  expect(autostartEntry(['/home/a b/50% "$x" \\y', '--hidden'])).toContain(
    String.raw`Exec="/home/a b/50%% \\"\\$x\\" \\\\y" "--hidden"`,
  );
});

/** Parses like a desktop: the string's escapes, then the quotes, then the field codes. */
function read(entry: string): string[] {
  const value = /^Exec=(.*)$/m.exec(entry)?.[1] ?? '';
  const unescaped = value.replaceAll(/\\(.)/g, (_all, each: string) => each);
  return [...unescaped.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) =>
    word.replaceAll(/\\(.)/g, '$1').replaceAll('%%', '%'),
  );
}

test('any path survives a round trip and is recognized', () => {
  const argument = fc.string({ minLength: 1 }).filter((each) => !/[\0\r\n]/.test(each));
  fc.assert(
    fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), (command) => {
      const entry = autostartEntry(command);
      expect(read(entry)).toEqual(command);
      expect(entryStarts(entry, command)).toBe(true);
    }),
  );
});
