import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { linkScheme } from '../oauth/link-scheme.js';
import { appLinkRedirectUri } from '../oauth/redirect-uri.js';
import { authorizationServerFrom } from '../oauth/server-metadata.js';
import { serviceDefinition } from './service-definition.js';
import { registeredService, serviceFromDefinition } from './service-from-definition.js';
import { shippedDefinitions } from './shipped-services.js';

const { services } = shippedDefinitions;
const examples = (definition: (typeof services)[number]) =>
  Object.fromEntries((definition.variables ?? []).map(({ name, example }) => [name, example]));

test('ids are unique, and every file of shipped/ is in the list under its name', () => {
  const files = readdirSync(join(import.meta.dirname, 'shipped'))
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => name !== 'openid-scopes' && name !== 'durations');
  expect(services.map(({ id }) => id).sort()).toEqual(files.sort());
  expect(services.length).toBeGreaterThanOrEqual(24);
});

describe.each(services.map((each) => [each.id, each] as const))('%s', (_, definition) => {
  test('passes the schema', () => {
    expect(serviceDefinition.parse(definition)).toEqual(definition);
  });

  test('O22 ships with nobody’s client', () => {
    expect(definition.client).toBeUndefined();
    expect(serviceFromDefinition(definition, 'shipped').setUp.kind).toBe('needs_client');
  });

  test('tells where it was looked up, or what it was put together from', () => {
    expect(definition.verified?.source ?? definition.takenFrom).toBeTruthy();
  });

  test('every permission has plain words', () => {
    for (const { name, words = '' } of definition.scopes ?? []) {
      expect(words, name).toMatch(/^[A-Z]/);
      expect(words, name).not.toMatch(/scope|token|OAuth|API/);
    }
  });

  test('with a client and its examples filled in it is ready, its addresses pass, its page opens', () => {
    const made = registeredService(definition, 'shipped', {
      clientId: 'lanyard',
      clientSecret: null,
      variables: examples(definition),
    });
    if (made.kind !== 'ok') throw new Error(`${made.variable} ${made.problem}`);
    const { server, accountPage, docsUrl, setUp } = made.service;
    expect(setUp).toEqual({ kind: 'ready' });
    if (server.kind === 'known') {
      expect(authorizationServerFrom(server.server).kind).toBe('ok');
      // An ID token is believed only with the server's keys.
      const asksForIdToken = made.service.scopes?.includes('openid') === true;
      expect(asksForIdToken && (server.server.jwksUri ?? null) === null).toBe(false);
    }
    // All but the template of an issuer is filled in.
    const { issuerTemplate = '' } = definition;
    expect(JSON.stringify(server).replace(issuerTemplate, '')).not.toMatch(/[{]\w+[}]/);
    for (const page of [accountPage, docsUrl]) {
      if (page !== null) expect(new URL(page).protocol).toBe('https:');
    }
  });

  test('O5 O7 its redirect URI is its own, by the scheme of our domain with a single slash', () => {
    expect(appLinkRedirectUri(definition.id)).toBe(`${linkScheme}:/callback/${definition.id}`);
    expect(linkScheme).toBe('app.lanyard.desktop');
  });
});
