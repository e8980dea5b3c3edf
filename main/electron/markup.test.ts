import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, onTestFinished, test, vi } from 'vitest';

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

/** Puts a desktop's answer in the place of gdbus. */
async function desktopAnswers(script: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'markup-'));
  vi.stubEnv('PATH', folder);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
  await writeFile(join(folder, 'gdbus'), `#!/bin/sh\n${script}\n`, { mode: 0o700 });
}

test.each([
  ['renders markup', `echo "(['actions', 'body', 'body-markup'],)"`, true],
  ['renders none', `echo "(['actions', 'body', 'body-hyperlinks'],)"`, false],
  ['does not answer', 'exit 1', true],
])('a notification is escaped as a desktop that %s needs it (D6)', async (_, script, escaped) => {
  await desktopAnswers(script);
  expect(await rendersMarkup('linux')).toBe(escaped);
});

test('nothing is escaped on Windows and macOS (D6)', async () => {
  await desktopAnswers(`echo "(['body-markup'],)"`);
  expect(await rendersMarkup('win32')).toBe(false);
  expect(await rendersMarkup('darwin')).toBe(false);
});
