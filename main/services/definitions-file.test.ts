import { describe, expect, test } from 'vitest';

import { readDefinitions } from './definitions-file.js';

const read = (text: string) => readDefinitions('services.json', text);
const whole = '{ "id": "good", "name": "Good", "issuer": "https://good.example" }';

test('a file that is not JSON is reported with the line of the error', () => {
  const { services, problems } = read('{\n  "services": [\n    { "id" "x" }\n  ]\n}');
  expect(services).toEqual([]);
  expect(problems).toMatchObject([{ file: 'services.json', line: 3, field: '' }]);
});

test('an empty file and a file of something else are problems, not exceptions', () => {
  expect(read('').problems).toHaveLength(1);
  expect(read('[]').problems).toHaveLength(1);
  expect(read('{"services": {}}').problems).toMatchObject([{ field: 'services' }]);
});

test('a wrong definition is reported with line and field, and the rest still loads', () => {
  const { services, problems } = read(`{ "services": [
    ${whole},
    { "id": "Bad Id", "name": "Bad",
      "issuer": "http://far.example",
      "colour": "red" }
  ] }`);
  expect(services.map((each) => each.id)).toEqual(['good']);
  expect(problems.map(({ line, field }) => ({ line, field }))).toEqual([
    { line: 3, field: 'services[1].id' },
    { line: 4, field: 'services[1].issuer' },
    { line: 5, field: 'services[1].colour' },
  ]);
});

test('a missing field is reported at its definition', () => {
  const { problems } = read('{ "services": [\n{ "id": "x", "name": "X" } ] }');
  expect(problems).toMatchObject([{ line: 2, field: 'services[0].issuer' }]);
});

test('the second of two definitions with one id is left out', () => {
  const { services, problems } = read(`{ "services": [ ${whole},\n ${whole} ] }`);
  expect(services).toHaveLength(1);
  expect(problems).toMatchObject([{ line: 2, field: 'services[1].id' }]);
});

test('a server without TLS is accepted only on this computer (H32)', () => {
  const at = (issuer: string) =>
    read(`{ "services": [{ "id": "x", "name": "X", "issuer": "${issuer}" }] }`);
  expect(at('http://10.0.0.7').problems).toHaveLength(1);
  expect(at('http://127.0.0.1:4000').services).toHaveLength(1);
});

test('comments and a trailing comma are accepted; scopes have their texts and defaults', () => {
  const { services, problems } = read(`{ "services": [ {
    // of the practice service
    "id": "x", "name": "X", "issuer": "https://x.example",
    "client": { "id": "lanyard" },
    "scopes": [
      { "name": "openid", "words": "Know who you are", "default": true },
      { "name": "notes.write", "words": "Change your notes" },
    ],
  }, ] }`);
  expect(problems).toEqual([]);
  expect(services).toMatchObject([
    {
      client: { id: 'lanyard' },
      scopes: [{ name: 'openid', words: 'Know who you are', default: true }, {}],
    },
  ]);
});

describe('a file may only add clients', () => {
  test('a wrong one is reported with line and field, and the rest still loads', () => {
    const { clients, problems } = read(`{ "clients": [
      { "service": "github", "id": "Iv1.abc", "secret": "s" },
      { "service": "gitlab" },
      { "service": "gitlab", "id": "x",
        "key": "y" },
    ] }`);
    expect(clients.map(({ client }) => client)).toEqual([
      { service: 'github', id: 'Iv1.abc', secret: 's' },
    ]);
    expect(problems.map(({ line, field, reason }) => [line, field, reason.code])).toEqual([
      [3, 'clients[1].id', 'missing'],
      [5, 'clients[2].key', 'unknown_field'],
    ]);
  });

  test('a long or hidden name of an unknown field is shown cut, with marks for what is hidden (N8)', () => {
    const key = `sign\u202ein ${'x'.repeat(5_000)}`;
    const client = { service: 'gitlab', id: 'x', [key]: 1 };
    const [problem] = read(JSON.stringify({ clients: [client] })).problems;
    expect(problem?.field).toBe(`clients[0].sign‹U+202E›in ${'x'.repeat(31)}…`);
  });

  test('a conflict with another file is reported with its line too', () => {
    const [placed] = read('{ "clients": [\n{ "service": "x",\n"id": "y" } ] }').clients;
    expect(placed?.problem('service', { code: 'unknown_service' })).toEqual({
      file: 'services.json',
      line: 2,
      field: 'clients[0].service',
      reason: { code: 'unknown_service' },
    });
  });

  test('no problem quotes what may be a secret (O22)', () => {
    const secret = 'S3CR3T-'.repeat(700);
    const { problems } = read(
      `{ "clients": [{ "service": "x", "id": "y", "secret": "${secret}", "b": "${secret}" }] }`,
    );
    expect(problems).toHaveLength(2);
    expect(JSON.stringify(problems)).not.toContain('S3CR3T');
  });
});

test('a file without services and clients is a problem', () => {
  expect(read('{}').problems).toMatchObject([{ line: 1, field: '' }]);
});

test('100,000 entries are refused as a whole, and quickly (H95)', () => {
  const { services, problems } = read(`{ "services": [${`${whole},`.repeat(100_000)}] }`);
  expect(services).toEqual([]);
  expect(problems).toMatchObject([
    { field: 'services', reason: { code: 'too_many', values: { maximum: 1_000 } } },
  ]);
});

test('the first hundred of many problems are listed (H95)', () => {
  const { problems } = read(`{ "services": [${'{},'.repeat(1_000)}] }`);
  expect(problems).toHaveLength(101);
  expect(problems.at(-1)?.reason).toEqual({ code: 'more_problems', values: { count: 2_900 } });
});
