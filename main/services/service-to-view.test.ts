import { expect, test } from 'vitest';

import { planted, withUnknownMembers } from '../../testing/unknown-members.js';
import { serviceFromDefinition } from './service-from-definition.js';
import { serviceView } from './service-to-view.js';
import { shippedDefinitions } from './shipped-services.js';

test.each(shippedDefinitions.services)(
  'the window gets only the members it knows of $id',
  (definition) => {
    const service = serviceFromDefinition(definition, 'shipped');
    const shown = serviceView(withUnknownMembers(service));
    expect(shown).toEqual(serviceView(service));
    expect(JSON.stringify(shown)).not.toContain(planted);
  },
);

test('no client secret reaches the window (R17)', () => {
  const [definition] = shippedDefinitions.services;
  if (definition === undefined) throw new Error('no service ships');
  const client = { id: 'lanyard', secret: 'S3CR3T' };
  const service = serviceFromDefinition({ ...definition, client }, 'file');
  expect(service.client?.clientSecret).toBe('S3CR3T');
  expect(JSON.stringify(serviceView(service))).not.toContain('S3CR3T');
});
