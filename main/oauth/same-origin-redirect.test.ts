import { expect, test } from 'vitest';

import { json } from '../../testing/scripted-server.js';
import { createBoundedFetch } from './bounded-fetch.js';
import { followingOnce } from './same-origin-redirect.js';

const metadata = 'https://as.example/.well-known/openid-configuration';

/** Each address redirects to that which is given for it, and otherwise responds. */
function redirecting(locations: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const fetch = createBoundedFetch((input) => {
    const address = input as string;
    asked.push(address);
    const location = locations[address];
    return Promise.resolve(
      location === undefined
        ? json({ found: true })
        : new Response(null, { status: 302, headers: { location } }),
    );
  });
  return { asked, fetch: followingOnce(fetch) };
}

test.each([
  ['another host', 'https://evil.example/'],
  ['another port', 'https://as.example:8443/'],
  ['http', 'http://as.example/'],
  ['a subdomain', 'https://www.as.example/'],
  ['itself', metadata],
  ['no address', 'https://'],
])('metadata that redirects to %s is not followed (H28, L6)', async (_, location) => {
  const { asked, fetch } = redirecting({ [metadata]: location });
  await expect(fetch(metadata)).rejects.toMatchObject({ kind: 'redirected' });
  expect(asked).toEqual([metadata]);
});

test('metadata that redirects a second time is not followed further (H28, L6)', async () => {
  const second = 'https://as.example/second';
  const { asked, fetch } = redirecting({
    [metadata]: second,
    [second]: 'https://as.example/third',
  });
  await expect(fetch(metadata)).rejects.toMatchObject({ kind: 'redirected' });
  expect(asked).toEqual([metadata, second]);
});

test.each(['/auth/metadata', 'https://as.example/auth/metadata'])(
  'metadata that moved to %s at the same origin is read there (L6)',
  async (location) => {
    const { asked, fetch } = redirecting({ [metadata]: location });
    expect(await (await fetch(metadata)).json()).toEqual({ found: true });
    expect(asked).toEqual([metadata, 'https://as.example/auth/metadata']);
  },
);
