/** A valid sample of every request of the contract, and each way to spoil one that structured clone lets through. */
import fc from 'fast-check';
import type * as z from 'zod';

import { type RequestName, requestNames } from '../../ipc/contract.js';
import { schemas } from '../../ipc/schemas.js';
import { sampleOf } from '../../testing/schema-samples.js';
import { serviceId } from '../../testing/test-core.js';

/** Part of every secret. */
export const marker = 'S3CR3T';

type Sample = Readonly<Record<string, unknown>>;
export type Samples = Readonly<Record<RequestName, Sample>>;

/** Fields without a value here get one that their schema accepts. */
export function validRequests(attemptId: string): Samples {
  const of = { kind: 'service', serviceId, variables: {} };
  const valueOf: Sample = {
    attemptId,
    connectionId: 'connection-1',
    serviceId,
    passphrase: `${marker}-typed-passphrase`,
    name: 'vault-kept',
    serverAddress: 'server.example',
    chosenIssuer: null,
    confirmedIssuer: 'https://server.example',
    confirmedPrivateHosts: ['192.168.1.1'],
    clientId: 'lanyard',
    clientSecret: `${marker}-typed-secret`,
    variables: {},
    scopes: 'notes.read',
    label: 'Work',
    bind: true,
    address: `app.lanyard.desktop:/callback/${serviceId}?code=${marker}-code&state=${marker}-state`,
    of,
    method: 'app_link',
    assertion: { kind: 'file', path: '/run/token' },
    notify: true,
  };
  const exceptions: Partial<Samples> = {
    addService: { ...fieldsOf('addService', valueOf), method: 'automatic' },
    addConnection: { ...fieldsOf('addConnection', valueOf), scopes: ['notes.read'] },
    removeService: { serviceId: 'another' },
    getRedirectUris: of,
  };
  const sample = (name: RequestName) => {
    const request = exceptions[name] ?? fieldsOf(name, valueOf);
    schemas[name].parse(request);
    return request;
  };
  return Object.fromEntries(requestNames.map((name) => [name, sample(name)])) as Samples;
}

function fieldsOf(name: RequestName, valueOf: Sample): Sample {
  const { shape } = schemas[name] as z.ZodObject<Readonly<Record<string, z.ZodType>>>;
  return Object.fromEntries(
    Object.entries(shape).map(([field, schema]) => [
      field,
      field in valueOf ? valueOf[field] : sampleOf(schema),
    ]),
  );
}

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

type Mutation = (valid: Sample, value: unknown, which: number) => unknown;

/** How a valid request is spoilt, if at all. */
export const mutations: Readonly<Record<string, Mutation>> = {
  'nothing wrong': (valid) => valid,
  'another value': (_valid, value) => value,
  'a wrong value': (valid, value, which) => ({ ...valid, [nameIn(valid, which)]: value }),
  'a missing field': (valid, _value, which) =>
    Object.fromEntries(Object.entries(valid).filter(([name]) => name !== nameIn(valid, which))),
  'a field too many': (valid, value) => ({ ...valid, admin: value }),
  'a field that could be the prototype': (valid, value) =>
    Object.defineProperty({ ...valid }, '__proto__', { value, enumerable: true }),
  'a constructor': (valid) => ({ ...valid, constructor: { prototype: { polluted: true } } }),
  'a method of promises': (valid, value) => ({ ...valid, then: value }),
  'no prototype': (valid) => Object.assign(Object.create(null) as object, valid),
  'in a list': (valid) => [valid],
  'in a map': (valid) => new Map(Object.entries(valid)),
  'a cycle': (valid, _value, which) => {
    const cyclic: Record<string, unknown> = { ...valid };
    cyclic[nameIn(valid, which)] = cyclic;
    return cyclic;
  },
  'a field too many with a cycle': (valid) => {
    const cyclic: Record<string, unknown> = { ...valid };
    cyclic['self'] = [cyclic];
    return cyclic;
  },
  'a getter': (valid, value, which) =>
    Object.defineProperty({ ...valid }, nameIn(valid, which), {
      get: () => value,
      enumerable: true,
    }),
  // Seldom, because it takes long, and for each field in turn.
  'far too long': (valid, _value, which) =>
    which % 23 === 5 ? { ...valid, [nameIn(valid, which)]: tenMegabytes } : valid,
  'very deep': (valid, _value, which) => {
    let deep: unknown = valid;
    for (let level = 0; level < 500; level += 1) deep = { [nameIn(valid, which)]: deep };
    return deep;
  },
};

const nameIn = (valid: object, which: number) => {
  const names = Object.keys(valid);
  return names[which % Math.max(1, names.length)] ?? 'kind';
};
