import { expect, test } from 'vitest';

import { observeServerDates } from './server-date.js';

const noon = 'Mon, 05 Jan 2026 12:00:00 GMT';

async function noted(headers: Record<string, string>) {
  const heard: [string, number][] = [];
  const fetch = observeServerDates(
    () => Promise.resolve(new Response('', { headers })),
    (host, time) => heard.push([host, time]),
  );
  await fetch('https://server.example:8443/token');
  return heard;
}

test('a response without a valid date, or from a cache, is not reported (H68)', async () => {
  expect(await noted({})).toEqual([]);
  expect(await noted({ Date: 'yesterday' })).toEqual([]);
  expect(await noted({ Date: noon, Age: '3600' })).toEqual([]);
});

test('a response is reported with its server’s time (H68)', async () => {
  expect(await noted({ Date: noon })).toEqual([['server.example:8443', Date.UTC(2026, 0, 5, 12)]]);
});
