import { expect, test } from 'vitest';

import { notingServerDates } from './server-date.js';

const noon = 'Mon, 05 Jan 2026 12:00:00 GMT';

async function noted(headers: Record<string, string>) {
  const heard: [string, number][] = [];
  const fetch = notingServerDates(
    () => Promise.resolve(new Response('', { headers })),
    (host, time) => heard.push([host, time]),
  );
  await fetch('https://server.example:8443/token');
  return heard;
}

test('H68 an answer without a readable time, or one from a cache, says nothing of the clock', async () => {
  expect(await noted({})).toEqual([]);
  expect(await noted({ Date: 'yesterday' })).toEqual([]);
  expect(await noted({ Date: noon, Age: '3600' })).toEqual([]);
});

test('H68 an answer tells the time by its server', async () => {
  expect(await noted({ Date: noon })).toEqual([['server.example:8443', Date.UTC(2026, 0, 5, 12)]]);
});
