import { expect, test } from 'vitest';

import { formatMessage } from '../../messages/format.js';
import { readDefinitions } from './definitions-file.js';

const whole = { id: 'x', name: 'X', issuer: 'https://x.example' };
const host = { name: 'host', words: 'Host', example: 'x.example' };
const endpoints = { authorize: 'https://x.example/a', token: 'https://x.example/t' };

/** The first problem of a file with this one service, as the window shows it. */
function shownFor(more: object): string {
  const text = JSON.stringify({ services: [{ ...whole, ...more }] });
  const [problem] = readDefinitions('services.json', text).problems;
  if (problem === undefined) throw new Error('no problem');
  const { code, values } = problem.reason;
  return `${problem.field} ${formatMessage(`definitionProblem.${code}`, values)}`;
}

test.each<[string, object]>([
  ['services[0].issuer is missing', { issuer: undefined }],
  ['services[0].colour is not a field that Lanyard knows', { colour: 'red' }],
  ['services[0].id must be lower-case letters, digits and hyphens', { id: 'Bad Id' }],
  ['services[0].name is empty', { name: '' }],
  ['services[0].name has more than 80 characters', { name: 'x'.repeat(81) }],
  ['services[0].name has a character that cannot be shown', { name: 'Goo\u202Egle' }],
  ['services[0].name must be text', { name: 1 }],
  ['services[0].expectIss must be true or false', { expectIss: 'yes' }],
  ['services[0].scopes must be a list', { scopes: 'a' }],
  ['services[0].client must be an object', { client: 'a' }],
  [
    'services[0].verified.date must be a date like 2026-11-21',
    { verified: { date: 'x', source: 'x' } },
  ],
  ['services[0].variables has more than 5 entries', { variables: Array(6).fill(host) }],
  [
    'services[0].variables[0].example cannot be part of a host name',
    { variables: [{ ...host, example: '/' }] },
  ],
  ['services[0].lifetime.graceMs must be at least 1', { lifetime: { graceMs: 0, source: 'x' } }],
  [
    'services[0].lifetime.graceMs must be a whole number',
    { lifetime: { graceMs: 0.5, source: 'x' } },
  ],
  ['services[0].authMethod must be one of: none, basic, post', { authMethod: 'x' }],
  ['services[0].pkce must be “required” or “ok”: every sign-in uses PKCE', { pkce: 'forbidden' }],
  [
    'services[0].docsUrl uses {tenant}, which is not among its variables',
    { docsUrl: 'https://{tenant}/' },
  ],
  [
    'services[0].issuerTemplate must be an https address with {tenantid} once in its path',
    { issuerTemplate: 'x' },
  ],
  [
    'services[0].endpoints.revoke is neither an https address nor a way to revoke',
    { endpoints: { ...endpoints, revoke: 1 } },
  ],
  [
    'services[0].endpoints.token must have no fragment',
    { endpoints: { ...endpoints, token: 'https://x.example/#a' } },
  ],
])('the window says: %s', (text, more) => {
  expect(shownFor(more)).toBe(text);
});
