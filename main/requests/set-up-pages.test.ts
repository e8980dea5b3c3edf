import { expect, test } from 'vitest';

import { aService } from '../../testing/sign-in.js';
import { aConnection } from '../../testing/test-world.js';
import { createServiceRequests } from './service-requests.js';

const connection = aConnection();
const moved = 'https://evil.example/register';
const service = aService({
  id: connection.serviceId,
  source: 'file',
  docsUrl: moved,
  registerUrl: moved,
});

function given(connections = [connection]) {
  const opened: string[] = [];
  const requests = createServiceRequests({
    store: { all: () => connections.map((each) => ({ connection: each })) },
    catalogue: { find: (id: string) => (id === service.id ? service : null) },
    customServices: { serviceOf: () => Promise.resolve({ ok: true, value: service }) },
    userAgent: {
      open: (page: string) => {
        opened.push(page);
        return Promise.resolve(null);
      },
    },
  } as never);
  return { requests, opened };
}

const of = { serviceId: service.id };
const confirm = { ok: true, value: { kind: 'confirm_page', to: 'evil.example' } };

test('pages of a definition that moved are opened only once the host was confirmed (N8)', async () => {
  const { requests, opened } = given();
  expect(await requests.openServiceDocs({ serviceId: 'nowhere' })).toMatchObject({ ok: false });
  expect(await requests.openServiceDocs(of)).toMatchObject(confirm);
  expect(await requests.openRegistrationForm({ ...of, variables: {} })).toMatchObject(confirm);
  expect(opened).toEqual([]);
  const done = { ok: true, value: { kind: 'opened' } };
  expect(await requests.openServiceDocs({ ...of, confirmed: true })).toEqual(done);
  const choice = { ...of, variables: {}, confirmed: true };
  expect(await requests.openRegistrationForm(choice)).toEqual(done);
  expect(opened).toEqual([moved, moved]);
});

test('without connections there is nothing to compare them with (N8)', async () => {
  const { requests, opened } = given([]);
  await requests.openServiceDocs(of);
  expect(opened).toEqual([moved]);
});
