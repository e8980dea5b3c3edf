import { expect, test } from 'vitest';

import { desktopEntry, quoteExecArgument } from './link-handler.mjs';

test.each([
  ['/usr/bin/electron', '/usr/bin/electron'],
  ['--user-data-dir=/home/ada/.config/x', '--user-data-dir=/home/ada/.config/x'],
  ['/home/Ada Lovelace/app', '"/home/Ada Lovelace/app"'],
  ['/tmp/a"b', '"/tmp/a\\\\"b"'],
  ['/tmp/$HOME`x`', '"/tmp/\\\\$HOME\\\\`x\\\\`"'],
  ['/tmp/back\\slash', '"/tmp/back\\\\\\\\slash"'],
  ['/tmp/100%u', '"/tmp/100%%u"'],
  ['', '""'],
])('%j in Exec is written as %s', (argument, written) => {
  expect(quoteExecArgument(argument)).toBe(written);
});

test('the link comes last, and a path contributes no field code', () => {
  const command = ['/opt/my apps/electron', '/src/50%f off'];
  const entry = desktopEntry({ entryName: 'x.desktop', name: 'X', schemes: ['a', 'b'], command });
  expect(entry).toContain('\nExec="/opt/my apps/electron" "/src/50%%f off" %u\n');
  expect(entry).toContain('\nMimeType=x-scheme-handler/a;x-scheme-handler/b;\n');
});
