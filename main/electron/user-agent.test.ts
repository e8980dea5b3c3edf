import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { beforeEach, describe, expect, test, vi } from 'vitest';

import type { Failure } from '../../ipc/failure.js';
import { newDirectory } from '../../testing/new-directory.js';

/** Every function of Electron's shell. */
const openBySystem = vi.hoisted(() => vi.fn<(url: string) => Promise<void>>());
vi.mock('electron', () => ({ shell: new Proxy({}, { get: () => openBySystem }) }));
beforeEach(() => void openBySystem.mockReset());

const { createUserAgent, reasonToRefuse } = await import('./user-agent.js');

describe('never given to the operating system (E15)', () => {
  test.each([
    '',
    'example.org',
    'file:///etc/passwd',
    'file://host/share',
    'smb://host/share',
    '\\\\host\\share',
    'ms-msdt:/id',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'blob:https://example.org/x',
    'tel:123',
    'mailto:a@example.org',
    'steam://run',
    'app.lanyard.desktop:/callback/x',
    'http://example.org/',
    'http://10.0.0.1/',
    'http://127.0.0.1.example.org/',
    'http://localhost.example.org/',
    'https://good.example@evil.example/',
    'https://user:password@example.org/',
    'https://example.org/\r\nx',
    'https://example.org/\u0000',
    'https://example.org/ x',
    'https://example.org/"x',
    "https://example.org/'x",
    'https://example.org/<x',
    'https://example.org/`x',
    'https://example.org/|x',
    'https://example.org/^x',
    'https://example.org/{x}',
    'https://example.org/\\x',
    'https://bücher.example/',
    'https://example.org/\u202e',
    'https:///',
    'https://',
    `https://example.org/${'x'.repeat(3_000)}`,
    ' https://example.org/',
    'https://[::1',
  ])('%j', (url) => {
    expect(reasonToRefuse(url)).not.toBeNull();
  });
});

test('an address that is too long for the system says so (E15)', async () => {
  const userAgent = createUserAgent('linux', {});
  expect(await userAgent.open(`https://example.org/?scope=${'x'.repeat(2_000)}`)).toEqual({
    code: 'address_too_long',
    cause: '2027 characters, 2000 at most',
    host: null,
    serverError: null,
  });
  expect(await userAgent.open('file:///etc/passwd')).toMatchObject({ code: 'browser_not_opened' });
});

test.each([
  'https://example.org/authorize?client_id=a&scope=openid%20email',
  'https://xn--bcher-kva.example/',
  'http://127.0.0.1:4000/auth?x=1',
  'http://[::1]:4000/auth',
  'http://localhost:4000/auth',
])('opens an address of a server: %s', (url) => {
  expect(reasonToRefuse(url)).toBeNull();
});

/** The environment of a computer whose xdg-open runs this script; null: it has none. */
async function environmentWith(script: string | null) {
  const folder = await newDirectory();
  await mkdir(folder);
  if (script !== null) {
    await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'xdg-open'), 0o755);
  }
  return { folder, PATH: folder };
}

const address = 'https://example.org/authorize?client_id=a&scope=$(id)%20;x&state=b';

describe('on Linux', () => {
  test.each([
    ['finds no way to open it', 'echo "no method available for opening" >&2; exit 3', 'with 3'],
    ['fails', 'exit 4', 'with 4'],
    ['is killed', 'kill -9 $$', 'SIGKILL'],
    ['is not installed', null, 'ENOENT'],
  ])('an xdg-open that %s is noticed (D11)', async (_, script, cause) => {
    const failure = await createUserAgent('linux', await environmentWith(script)).open(address);
    expect(failure).toMatchObject({ code: 'browser_not_opened', host: null });
    expect(failure?.cause).toContain(cause);
    expect(failure?.cause).not.toContain('example.org');
    expect(openBySystem).not.toHaveBeenCalled();
  });

  test('one that fails later is noticed later (D11)', async () => {
    const environment = await environmentWith(
      'until [ -e "$folder/fail" ]; do /bin/sleep 0.05; done; exit 3',
    );
    const userAgent = createUserAgent('linux', environment);
    const late = new Promise<Failure>((resolve) => {
      void userAgent.open(address, resolve).then(async (failure) => {
        expect(failure).toBeNull();
        await writeFile(join(environment.folder, 'fail'), '');
      });
    });
    expect(await late).toMatchObject({ code: 'browser_not_opened' });
  });

  test('it gets the address as its only argument, and no terminal to open it in (D11)', async () => {
    const environment = await environmentWith(
      'printf "%s|" "$#" "$1" "$BROWSER" "$(/bin/readlink /proc/self/fd/0)" > "$folder/given"',
    );
    expect(await createUserAgent('linux', environment).open(address)).toBeNull();
    const given = await readFile(join(environment.folder, 'given'), 'utf8');
    expect(given.split('|')).toEqual([
      '1',
      address,
      expect.stringMatching(/^x-www-browser:firefox:/),
      '/dev/null',
      '',
    ]);
    expect(given).not.toMatch(/lynx|w3m|links/);
  });

  test('the browser that the user named is the one (D11)', async () => {
    const environment = await environmentWith('printf "%s" "$BROWSER" > "$folder/given"');
    await createUserAgent('linux', { ...environment, BROWSER: '/opt/mine' }).open(address);
    expect(await readFile(join(environment.folder, 'given'), 'utf8')).toBe('/opt/mine');
  });

  test('it is not started for anything but an address of a server (E15)', async () => {
    const environment = await environmentWith('echo started > "$folder/given"');
    await createUserAgent('linux', environment).open('--help');
    await createUserAgent('linux', environment).open('file:///etc/passwd');
    await expect(readFile(join(environment.folder, 'given'))).rejects.toThrow('ENOENT');
  });
});

test.each(['darwin', 'win32'] as const)(
  'on %s the system opens it, and its refusal is noticed (D11)',
  async (platform) => {
    const userAgent = createUserAgent(platform, {});
    openBySystem.mockResolvedValueOnce();
    expect(await userAgent.open(address)).toBeNull();
    expect(openBySystem).toHaveBeenCalledExactlyOnceWith(address);
    openBySystem.mockRejectedValueOnce(new Error('No application is associated'));
    expect(await userAgent.open(address)).toMatchObject({ code: 'browser_not_opened' });
  },
);
