import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { linkScheme } from '../oauth/link-scheme.js';
import { appLinkRedirectUri } from '../oauth/redirect-uri.js';
import { authorizationServerFrom } from '../oauth/server-metadata.js';
import { definitionFact, isStated } from './definition-facts.js';
import { serviceDefinition } from './service-definition.js';
import { registeredService, serviceFromDefinition } from './service-from-definition.js';
import { shippedDefinitions } from './shipped-services.js';

const { services } = shippedDefinitions;
const examples = (definition: (typeof services)[number]) =>
  Object.fromEntries((definition.variables ?? []).map(({ name, example }) => [name, example]));

test('ids are unique, and every file of shipped/ is in the list', () => {
  const files = readdirSync(join(import.meta.dirname, 'shipped'))
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => !['durations', 'exact-port', 'openid-scopes'].includes(name));
  expect(services.map(({ id }) => id).sort()).toEqual(files.sort());
  expect(services.length).toBeGreaterThanOrEqual(65);
});

describe.each(services.map((each) => [each.id, each] as const))('%s', (_, definition) => {
  test('passes the schema', () => {
    expect(serviceDefinition.parse(definition)).toEqual(definition);
  });

  test('ships without a client (O22)', () => {
    expect(definition.client).toBeUndefined();
    expect(serviceFromDefinition(definition, 'shipped').setUp.kind).not.toBe('ready');
  });

  test('names where it was checked, or its sources', () => {
    expect(definition.verified?.source ?? definition.takenFrom).toBeTruthy();
  });

  test('states each fact, or that nobody knows it (L14)', () => {
    const missing = definitionFact.options.filter((fact) => !isStated(fact, definition));
    expect(definition.notKnown ?? []).toEqual(missing);
  });

  test('names the sources of its lifetimes and refusals (L14)', () => {
    for (const facts of [definition.lifetime, definition.refusals]) {
      if (facts === undefined) continue;
      expect(facts.source).toBeTruthy();
      expect(Object.keys(facts).length).toBeGreaterThan(1);
    }
  });

  test('every scope has a text for users', () => {
    for (const { name, words = '' } of definition.scopes ?? []) {
      expect(words, name).toMatch(/^[A-Z]/);
      expect(words, name).not.toMatch(/scope|token|OAuth|API/);
    }
  });

  test('with a client and its example values it is ready, and its addresses are accepted', () => {
    const made = registeredService(definition, 'shipped', {
      clientId: 'lanyard',
      clientSecret: null,
      variables: examples(definition),
    });
    if (made.kind !== 'ok') throw new Error(`${made.variable} ${made.reason.code}`);
    const { server, accountPage, docsUrl, registerUrl, setUp } = made.value;
    expect(setUp).toEqual({ kind: 'ready' });
    if (server.kind === 'known') {
      expect(authorizationServerFrom(server.server).kind).toBe('ok');
      // An ID token is accepted only with the server's keys.
      const asksForIdToken = made.value.scopes?.includes('openid') === true;
      expect(asksForIdToken && (server.server.jwksUri ?? null) === null).toBe(false);
    }
    // Everything but an issuer template is filled in.
    const { issuerTemplate = '' } = definition;
    expect(JSON.stringify(server).replace(issuerTemplate, '')).not.toMatch(/[{]\w+[}]/);
    for (const page of [accountPage, docsUrl, registerUrl]) {
      if (page !== null) expect(new URL(page).protocol).toBe('https:');
    }
  });

  test('it has its own redirect URI, with our scheme and a single slash (O5, O7)', () => {
    expect(appLinkRedirectUri(definition.id)).toBe(`${linkScheme}:/callback/${definition.id}`);
    expect(linkScheme).toBe('app.lanyard.desktop');
  });
});
