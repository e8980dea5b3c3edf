import { describe, expect, test } from 'vitest';

import { createCatalogue } from './catalogue.js';
import { clientsIn } from './client-file.js';
import { readDefinitions } from './definitions-file.js';
import { shippedDefinitions } from './shipped-services.js';

const catalogue = createCatalogue([shippedDefinitions]);
const read = (content: object) =>
  clientsIn('f.json', readDefinitions('f.json', JSON.stringify(content)), catalogue);
const github = { service: 'github', id: 'Ov23' };

describe('a file with client IDs', () => {
  test.each([
    ['no client', { clients: [] }, 'services', 'only_clients'],
    [
      'a definition beside it',
      { services: [{ id: 'a', name: 'A', issuer: 'https://a.example' }], clients: [github] },
      'services',
      'only_clients',
    ],
    [
      'an unknown service',
      { clients: [{ service: 'nobody', id: 'x' }] },
      'clients[0].service',
      'unknown_service',
    ],
    [
      'an ID that was not filled in',
      { clients: [{ service: 'github', id: '' }] },
      'clients[0].id',
      'empty',
    ],
    [
      'a server that is missing',
      { clients: [{ service: 'mastodon', id: 'x' }] },
      'clients[0].variables.host',
      'missing',
    ],
    [
      'a server that is none',
      { clients: [{ service: 'gitlab', id: 'x', variables: { host: 'a/b' } }] },
      'clients[0].variables.host',
      'host_characters',
    ],
  ])('gives nothing with %s, and says where (H95)', (_what, content, field, code) => {
    const { clients, problems } = read(content);
    expect(clients).toEqual([]);
    expect(problems).toContainEqual(
      expect.objectContaining({ field, reason: expect.objectContaining({ code }) as unknown }),
    );
  });

  test('gives no client at all where one of them has a mistake (H95)', () => {
    const { clients, problems } = read({ clients: [github, { service: 'nobody', id: 'x' }] });
    expect([clients.length, problems.length]).toEqual([0, 1]);
  });

  test('gives its clients; an empty secret is none', () => {
    const gitlab = { service: 'gitlab', id: 'b', secret: 's', variables: { host: 'git.example' } };
    expect(read({ clients: [{ ...github, secret: '' }, gitlab] })).toEqual({
      problems: [],
      clients: [
        { serviceId: 'github', clientId: 'Ov23', clientSecret: null, variables: {} },
        {
          serviceId: 'gitlab',
          clientId: 'b',
          clientSecret: 's',
          variables: { host: 'git.example' },
        },
      ],
    });
  });
});
