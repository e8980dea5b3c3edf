import { describe, expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ shell: {} }));

const { reasonToRefuse, userAgent } = await import('./user-agent.js');

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
