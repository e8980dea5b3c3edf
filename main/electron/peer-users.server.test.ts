import { expect, test } from 'vitest';

import { canBeNeighbour, requestAsNeighbour } from '../../testing/hostile/neighbour.js';
import { listenForRedirect } from '../oauth/loopback-redirect.js';
import { peerUsers } from './peer-users.js';

async function listening() {
  const page = { heading: 'Back', text: 'Go back.' };
  const pages = { received: page, connected: page, declined: page, failed: page, unmatched: page };
  const pageText = { language: 'en', direction: 'ltr' as const, title: 'Lanyard', pages };
  const redirect = await listenForRedirect({ path: '/callback/service', pageText, peerUsers });
  const arrived: string[] = [];
  redirect.onCallback((url) => {
    arrived.push(url);
    return Promise.resolve('received');
  });
  return { redirect, arrived, answer: `${redirect.redirectUri}?code=c&state=s` };
}

// Only root can have another user answer; the tests of userIn() hold everywhere.
if (canBeNeighbour) {
  test('the answer of another user of this computer is refused, the real one taken (N2)', async () => {
    const { redirect, arrived, answer } = await listening();
    const refused = new Promise<void>((resolve) => {
      redirect.onOtherUser(resolve);
    });
    expect(await requestAsNeighbour(answer)).toBe(404);
    await refused;
    expect(arrived).toEqual([]);

    const ours = await fetch(answer, { redirect: 'manual' });
    expect(ours.status).toBe(303);
    expect(arrived).toEqual([answer]);
    await fetch(new URL('/done', answer));
    await redirect.close();
  });
}

test('the answer of this user is taken (N2)', async () => {
  const { redirect, arrived, answer } = await listening();
  expect((await fetch(answer, { redirect: 'manual' })).status).toBe(303);
  expect(arrived).toEqual([answer]);
  await fetch(new URL('/done', answer));
  await redirect.close();
});
