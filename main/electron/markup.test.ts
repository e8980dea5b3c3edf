import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { newFolder } from '../../testing/new-directory.js';
import { menuLabel, plainText, rendersMarkup } from './markup.js';

const name = 'R&D <b>boss</b> <a href="http://evil.example">x</a>';

describe('a name that looks like markup', () => {
  test('is text where the system renders markup (D6)', () => {
    expect(plainText(name, true)).toBe(
      'R&amp;D &lt;b&gt;boss&lt;/b&gt; &lt;a href="http://evil.example"&gt;x&lt;/a&gt;',
    );
    expect(plainText('&lt;b&gt; &amp;', true)).toBe('&amp;lt;b&amp;gt; &amp;amp;');
    expect(plainText('<img src="file:///etc/passwd" alt="x"/>', true)).not.toContain('<');
  });

  test('stays as it is where the system renders none (D6)', () => {
    expect(plainText(name, false)).toBe(name);
  });

  test('has no access key in a menu (D6)', () => {
    expect(menuLabel('R&D && _co_')).toBe('R&&D &&&& _co_');
  });

  test('has one line, and no shortcut beside it (D6)', () => {
    expect(menuLabel('Ada\tCtrl+Q')).toBe('Ada Ctrl+Q');
    expect(menuLabel('Ada\r\nQuit\u0000\u001b[1m')).toBe('Ada Quit [1m');
    expect(plainText('Ada\n\n\u2028Quit', true)).toBe('Ada Quit');
  });
});

/** A computer whose desktop answers so, by these programs only. */
async function desktopWith(programs: Readonly<Record<string, string>>) {
  const folder = await newFolder();
  for (const [program, script] of Object.entries(programs)) {
    await writeFile(join(folder, program), `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  }
  return { PATH: folder, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' };
}

test.each([
  ['renders markup', 'gdbus', `echo "(['actions', 'body', 'body-markup'],)"`, true],
  ['renders markup', 'busctl', `echo 'as 2 "body-markup" "body"'`, true],
  ['renders markup', 'dbus-send', `printf '   array [\n      body      body-markup   ]\n'`, true],
  ['renders none', 'gdbus', `echo "(['actions', 'body', 'body-hyperlinks'],)"`, false],
  ['renders none', 'busctl', `echo 'as 2 "body" "x-body-markup-2"'`, false],
  ['renders none', 'dbus-send', `printf '   array [\n      body      actions   ]\n'`, false],
  ['does not answer', 'gdbus', 'exit 1', true],
])('a notification is escaped as a desktop that %s (%s) needs it (D6)', async (...row) => {
  const [, program, script, escaped] = row;
  expect(await rendersMarkup('linux', await desktopWith({ [program]: script }))).toBe(escaped);
});

test('a desktop that cannot be asked gets escaped notifications (D6)', async () => {
  expect(await rendersMarkup('linux', await desktopWith({}))).toBe(true);
  expect(await rendersMarkup('linux', {})).toBe(true);
});

test('nothing is escaped on Windows and macOS (D6)', async () => {
  const desktop = await desktopWith({ gdbus: `echo "(['body-markup'],)"` });
  expect(await rendersMarkup('win32', desktop)).toBe(false);
  expect(await rendersMarkup('darwin', desktop)).toBe(false);
});
