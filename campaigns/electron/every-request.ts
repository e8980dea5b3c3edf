/** Every request there is, as it should be, and each way to spoil one that structured clone lets through. */
import fc from 'fast-check';

import type { RequestChannel } from '../../ipc/channels.js';
import type { RequestOf } from '../../ipc/contract.js';
import { serviceId } from '../../testing/whole-lanyard.js';

/** In everything that is secret. */
export const marker = 'S3CR3T';

/** What is asked of each channel when nothing is wrong with it. */
export const fitting = (attemptId: string): { readonly [C in RequestChannel]: RequestOf<C> } => {
  const connectionId = 'connection-1';
  const passphrase = `${marker}-typed-passphrase`;
  const of = { kind: 'service', serviceId, variables: {} } as const;
  return {
    'window:ready': {},
    'vault:keep-until-quit': {},
    'vault:protect-by-passphrase': { passphrase },
    'vault:unlock': { passphrase },
    'vault:try-again': {},
    'vault:make-recovery': {},
    'vault:print-recovery-sheet': {},
    'vault:confirm-recovery': { passphrase },
    'vault:abandon-recovery': {},
    'vault:remove-recovery': {},
    'vault:start-new': {},
    'vault:open-kept': { name: 'vault-kept' },
    'services:add': {
      serverAddress: 'server.example',
      chosenIssuer: null,
      clientId: 'lanyard',
      clientSecret: `${marker}-typed-secret`,
      scopes: 'notes.read',
      way: 'automatic',
    },
    'services:set-up': { serviceId, clientId: 'a', clientSecret: `${marker}-typed`, variables: {} },
    'services:remove': { serviceId: 'another' },
    'services:describe-redirect': of,
    'services:open-account-page': { serviceId },
    'services:open-docs': { serviceId },
    'connections:add': { serviceId },
    'connections:sign-in-again': { connectionId },
    'connections:refresh': { connectionId },
    'connections:rename': { connectionId, label: 'Work' },
    'connections:disconnect': { connectionId },
    'connections:remove': { connectionId },
    'connections:watch': { connectionId },
    'connections:ask-server': { connectionId },
    'connections:open-sign-out': { connectionId },
    'connections:copy-admin-request': { connectionId },
    'attempts:open-again': { attemptId },
    'attempts:copy-link': { attemptId },
    'attempts:copy-admin-request': { attemptId },
    'attempts:paste-address': {
      attemptId,
      address: `app.lanyard.desktop:/callback/${serviceId}?code=${marker}-code&state=${marker}-state`,
    },
    'attempts:change-way': { attemptId, way: 'app_link' },
    'attempts:confirm': { attemptId },
    'attempts:keep-as-new': { attemptId },
    'attempts:try-again': { attemptId },
    'attempts:cancel': { attemptId },
    'attempts:dismiss': { attemptId },
    'clipboard:copy-redirect': { of, way: 'app_link' },
    'settings:change': { notify: true },
    'settings:look': {},
  };
};

const tenMegabytes = 'x'.repeat(10 * 1024 * 1024);
export const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withObjectString: true,
  key: fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'then', 'kind', 'of'),
  ),
});

type Bend = (good: Record<string, unknown>, value: unknown, which: number) => unknown;

/** How a request that fits is spoilt, if at all. */
export const bends: Readonly<Record<string, Bend>> = {
  'as it should be': (good) => good,
  'something else': (_good, value) => value,
  'a wrong value': (good, value, which) => ({ ...good, [nameIn(good, which)]: value }),
  'a missing field': (good, _value, which) =>
    Object.fromEntries(Object.entries(good).filter(([name]) => name !== nameIn(good, which))),
  'a field too many': (good, value) => ({ ...good, admin: value }),
  'a field that could be the prototype': (good, value) =>
    Object.defineProperty({ ...good }, '__proto__', { value, enumerable: true }),
  'a constructor': (good) => ({ ...good, constructor: { prototype: { polluted: true } } }),
  'a promise’s word': (good, value) => ({ ...good, then: value }),
  'without a prototype': (good) => Object.assign(Object.create(null) as object, good),
  'in a list': (good) => [good],
  'in a map': (good) => new Map(Object.entries(good)),
  'around itself': (good, _value, which) => {
    const cyclic: Record<string, unknown> = { ...good };
    cyclic[nameIn(good, which)] = cyclic;
    return cyclic;
  },
  'a field too many, around itself': (good) => {
    const cyclic: Record<string, unknown> = { ...good };
    cyclic['self'] = [cyclic];
    return cyclic;
  },
  'by a getter': (good, value, which) =>
    Object.defineProperty({ ...good }, nameIn(good, which), { get: () => value, enumerable: true }),
  // Seldom, for it takes long; of each field there is.
  'far too long': (good, _value, which) =>
    which % 23 === 5 ? { ...good, [nameIn(good, which)]: tenMegabytes } : good,
  'very deep': (good, _value, which) => {
    let deep: unknown = good;
    for (let level = 0; level < 500; level += 1) deep = { [nameIn(good, which)]: deep };
    return deep;
  },
};

const nameIn = (good: object, which: number) => {
  const names = Object.keys(good);
  return names[which % Math.max(1, names.length)] ?? 'kind';
};
