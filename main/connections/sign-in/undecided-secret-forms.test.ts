import { describe, expect, test } from 'vitest';

import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  storeWith,
  tokenResponse,
} from '../../../testing/test-world.js';

const secret = 'p+ss/w~rd';

/** A server that lists no methods, and whose codes are gone after one request. */
async function given(accepts: (form: URLSearchParams, authorization: string) => boolean) {
  const clock = createTestClock(1_800_000_000_000);
  const spent = new Set<string>();
  const server = createScriptedServer(({ path, form, headers }) => {
    if (path !== '/token') return new Response('');
    const code = form.get('code') ?? '';
    if (spent.has(code)) return json({ error: 'invalid_grant' }, 400);
    spent.add(code);
    return accepts(form, headers.get('authorization') ?? '')
      ? tokenResponse({})
      : json({ error: 'invalid_client' }, 401);
  });
  const store = await storeWith(await openMemoryVault(clock));
  const { signIn, reached } = createTestSignIn({ store, clock, fetch: server.fetch });
  let times = 0;
  async function signsIn(clientSecret = secret) {
    times += 1;
    const client = { clientId: 'lanyard', clientSecret };
    const id = signIn.start({ service: aService({ client }), connection: null });
    await reached('waiting');
    const link = await signIn.link(id);
    const url = link?.kind === 'ok' ? link.value : '';
    const state = new URL(url).searchParams.get('state') ?? '';
    const answer = `app.lanyard.desktop:/callback/service?code=code-${String(times)}&state=${state}`;
    await signIn.receive(answer);
    return signIn.views().find((each) => each.id === id)?.phase;
  }
  const asked = () => server.received.filter(({ path }) => path === '/token').length;
  return { signsIn, asked };
}

const codeIsGone = { kind: 'failed', failure: { code: 'code_refused' } };

describe('where the refusal of a client secret has spent the code (L3)', () => {
  test('trying again leads to the form that the server reads', async () => {
    const { signsIn, asked } = await given((form) => form.get('client_secret') === secret);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn()).toMatchObject({ kind: 'connected' });
    expect(asked()).toBe(5);
  });

  test('a wrong secret is called wrong in the end, and a corrected one begins from the usual form', async () => {
    const right = `Basic ${Buffer.from('lanyard:right').toString('base64')}`;
    const { signsIn } = await given((_form, authorization) => authorization === right);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn()).toMatchObject({ failure: { code: 'client_refused' } });
    expect(await signsIn('right')).toMatchObject({ kind: 'connected' });
  });

  test('the sign-in after a correction is not tried in the form of the wrong secret', async () => {
    const right = `Basic ${Buffer.from('lanyard:right').toString('base64')}`;
    const { signsIn } = await given((_form, authorization) => authorization === right);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn('right')).toMatchObject({ kind: 'connected' });
  });
});
