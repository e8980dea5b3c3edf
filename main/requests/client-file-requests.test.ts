import { expect, test, vi } from 'vitest';

import { createTestClock, testRequestPorts } from '../../testing/test-world.js';
import { nothingKnown, type Service } from '../connections/service.js';
import type { ClientFile } from '../ports/client-files.js';
import { createClientFileRequests } from './client-file-requests.js';

const service: Service = {
  ...nothingKnown,
  id: 'tally',
  name: 'Tally',
  source: 'shipped',
  server: { kind: 'discovered', address: 'https://tally.example' },
  client: null,
  scopes: null,
  scopeDescriptions: {},
  authorizationParameters: {},
  signInMethod: 'automatic',
  accountPage: null,
};
const client = { serviceId: 'tally', clientId: 'desk', clientSecret: 'S3CR3T', variables: {} };

function given(file: ClientFile | null, isOpen = true) {
  const written: string[] = [];
  const saved: [string, string][] = [];
  const setUp = vi.fn(() => Promise.resolve({ ok: true, value: { serviceId: 'tally' } } as const));
  const serviceOf = ({ serviceId }: { readonly serviceId: string }) =>
    Promise.resolve(
      serviceId === 'tally'
        ? ({ ok: true, value: service } as const)
        : ({
            ok: false,
            failure: { code: 'not_found', cause: '', host: null, serverError: null },
          } as const),
    );
  const handlers = createClientFileRequests({
    ...testRequestPorts(createTestClock()),
    clipboard: { write: (text: string) => void written.push(text) },
    clientFiles: {
      save: (name: string, text: string) => {
        saved.push([name, text]);
        return Promise.resolve(null);
      },
      open: () => Promise.resolve(file),
    },
    vault: { view: { kind: isOpen ? 'open' : 'locked' } },
    catalogue: { find: () => service },
    customServices: { serviceOf, setUp },
  } as never);
  return { handlers, written, saved, setUp };
}
const choice = { serviceId: 'tally', variables: {} };

test('nothing is copied or saved for a service that is not there', async () => {
  const { handlers, written, saved } = given(null);
  const gone = { ...choice, serviceId: 'gone' };
  for (const name of ['getSetUpRequest', 'copySetUpRequest', 'saveClientFile'] as const) {
    expect(await handlers[name](gone)).toMatchObject({ failure: { code: 'not_found' } });
  }
  expect([...written, ...saved]).toEqual([]);
});

test('the message that is shown is the one that is copied', async () => {
  const { handlers, written, saved } = given(null);
  const shown = await handlers.getSetUpRequest(choice);
  await handlers.copySetUpRequest(choice);
  expect(shown).toEqual({ ok: true, value: { text: written[0] } });
  await handlers.saveClientFile(choice);
  expect(saved).toEqual([['tally.lanyard-service.json', expect.stringContaining('"tally"')]]);
});

test('a cancelled dialog and a file with a mistake leave nothing to import', async () => {
  expect(await given(null).handlers.openClientFile()).toEqual({
    ok: true,
    value: { kind: 'canceled' },
  });
  const problems = [{ file: 'f', line: 1, field: 'clients', reason: { code: 'missing' } }] as const;
  const { handlers, setUp } = given({ clients: [], problems });
  expect(await handlers.openClientFile()).toEqual({
    ok: true,
    value: { kind: 'problems', problems },
  });
  expect(await handlers.importClients({ fileId: 'x' })).toMatchObject({
    failure: { code: 'not_found' },
  });
  expect(setUp).not.toHaveBeenCalled();
});

test('a file is stored only once it was seen and accepted, and its secret is never shown (H95, N10)', async () => {
  const { handlers, setUp } = given({ clients: [client], problems: [] });
  const opened = await handlers.openClientFile();
  expect(JSON.stringify(opened)).not.toContain('S3CR3T');
  expect(opened).toMatchObject({
    value: {
      clients: [{ name: 'Tally', host: 'tally.example', clientId: 'desk', hasSecret: true }],
    },
  });
  expect(setUp).not.toHaveBeenCalled();
  const { fileId } = (opened as { value: { fileId: string } }).value;
  expect(await handlers.importClients({ fileId: 'other' })).toMatchObject({ ok: false });
  expect(await handlers.importClients({ fileId })).toEqual({
    ok: true,
    value: { serviceIds: ['tally'] },
  });
  expect(setUp).toHaveBeenCalledExactlyOnceWith(client);
  expect(await handlers.importClients({ fileId }), 'once').toMatchObject({ ok: false });
});

test('nothing is stored while the vault is not open', async () => {
  const { handlers, setUp } = given({ clients: [client], problems: [] }, false);
  const opened = await handlers.openClientFile();
  const { fileId } = (opened as { value: { fileId: string } }).value;
  expect(await handlers.importClients({ fileId })).toMatchObject({
    failure: { code: 'storage_locked' },
  });
  expect(setUp).not.toHaveBeenCalled();
});
