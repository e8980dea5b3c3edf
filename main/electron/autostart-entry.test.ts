import fc from 'fast-check';
import { expect, test } from 'vitest';

import { autostartEntry, entryState, type ProgramAt } from './autostart-entry.js';

const command = ['/opt/Lanyard/lanyard', '--hidden'];

test('refuses a path with a line break', () => {
  expect(() => autostartEntry(['/opt/a\nExec=evil', '--hidden'])).toThrow(TypeError);
});

function exists(path: string, own: string): ProgramAt {
  if (path === own) return 'this';
  if (path.startsWith('/gone/')) return 'missing';
  return path.startsWith('/profile/') ? 'launcher' : 'another';
}

const stateOf = (entry: string) => entryState(entry, command, exists);

test.each([
  ['another program', autostartEntry(['/opt/other', '--hidden'])],
  ['an entry disabled by the user', `${autostartEntry(command)}Hidden=true\n`],
  ['one disabled by the desktop', autostartEntry(command).replace('enabled=true', 'enabled=false')],
  [
    'a disabled one of another place',
    `${autostartEntry(['/gone/lanyard', '--hidden'])}Hidden=true\n`,
  ],
  ['the data of another profile', autostartEntry([...command, '--user-data-dir=/other'])],
  [
    'the data of another profile, of a program that is gone',
    autostartEntry(['/gone/lanyard', '--user-data-dir=/other', '--hidden']),
  ],
  ['a command of the user', 'Exec=env A=1 /gone/lanyard --hidden'],
  ['a script of the user', 'Exec=sh -c "sleep 9; /gone/lanyard"'],
  ['nothing', ''],
])('is not enabled, and stays as it is: %s (D8)', (_what, entry) => {
  expect(stateOf(entry)).toEqual({ kind: 'something_else' });
});

test.each([
  ['as Lanyard writes it', autostartEntry(command)],
  ['unquoted', '[Desktop Entry]\nExec=/opt/Lanyard/lanyard --hidden\n'],
  ['with a field code', '[Desktop Entry]\nExec=/opt/Lanyard/lanyard --hidden %U\n'],
  ['with a switch of the user', autostartEntry([...command, '--ozone-platform=wayland'])],
  ['with a window', autostartEntry(['/opt/Lanyard/lanyard'])],
  ['by its name alone', 'Exec=lanyard --hidden'],
  ['behind another command', 'Exec=env A=1 /opt/Lanyard/lanyard --hidden'],
  ['by a script of its package', autostartEntry(['/profile/bin/lanyard', '--hidden'])],
  ['by a script behind another command', 'Exec=nice /profile/bin/lanyard --hidden'],
])('is enabled: this Lanyard, %s', (_what, entry) => {
  expect(stateOf(entry)).toEqual({ kind: 'starts_this' });
});

test.each([
  ['a renamed AppImage', ['/gone/Lanyard-1.0.0.AppImage', '--hidden']],
  ['an AppImage that is still there', ['/home/a/Lanyard-1.0.0.AppImage', '--hidden']],
  ['a moved folder', ['/gone/tools/lanyard', '--hidden']],
  ['an earlier path in a store', ['/nix/store/0a1b-lanyard-0.9/bin/lanyard', '--hidden']],
  ['an AppImage that the user had named', ['/gone/my accounts', '--hidden']],
])('%s is replaced by this Lanyard (D8)', (_what, before) => {
  expect(stateOf(autostartEntry(before))).toEqual({
    kind: 'outdated',
    repaired: autostartEntry(command),
  });
});

test('only the program is replaced: lines and switches of the user stay (D8)', () => {
  const entry = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Accounts',
    'Exec=/gone/Lanyard-1.0.0.AppImage --password-store=gnome-libsecret %U',
    'X-GNOME-Autostart-Delay=5',
    '[Desktop Action new]',
    'Exec=/gone/Lanyard-1.0.0.AppImage --new',
  ];
  expect(stateOf(entry.join('\n'))).toEqual({
    kind: 'outdated',
    repaired: entry
      .with(3, 'Exec="/opt/Lanyard/lanyard" "--password-store=gnome-libsecret"')
      .join('\n'),
  });
});

test('a launcher of a package stays, which gives arguments of its own (D8)', () => {
  const own = ['/store/electron', '/store/lanyard/app.asar', '--hidden'];
  const entry = autostartEntry(['/profile/bin/lanyard', '--hidden']);
  expect(entryState(entry, own, exists)).toEqual({ kind: 'starts_this' });
});

test('an entry that desktops skip, as what it tries is gone, is repaired (D8)', () => {
  const skipped = (program: string) =>
    `[Desktop Entry]\nTryExec=/gone/Lanyard.AppImage\nExec="${program}" "--hidden"\nIcon=mine\n`;
  for (const program of ['/gone/Lanyard.AppImage', '/opt/Lanyard/lanyard']) {
    expect(stateOf(skipped(program))).toEqual({
      kind: 'outdated',
      repaired: '[Desktop Entry]\nExec="/opt/Lanyard/lanyard" "--hidden"\nIcon=mine\n',
    });
  }
});

test('the data folder of this Lanyard is added where the program before is gone (D8)', () => {
  const own = ['/opt/Lanyard/lanyard', '--user-data-dir=/data', '--hidden'];
  const before = autostartEntry(['/gone/Lanyard-1.0.0.AppImage', '--hidden']);
  expect(entryState(before, own, exists)).toEqual({
    kind: 'outdated',
    repaired: autostartEntry(own),
  });
  const another = autostartEntry(['/home/a/Lanyard-1.0.0.AppImage', '--hidden']);
  expect(entryState(another, own, exists)).toEqual({ kind: 'something_else' });
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
      const own = [`/${command[0] ?? ''}`, ...command.slice(1)];
      expect(entryState(autostartEntry(own), own, exists)).toEqual({ kind: 'starts_this' });
    }),
  );
});
