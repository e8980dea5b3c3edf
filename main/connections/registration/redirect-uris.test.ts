import { describe, expect, test } from 'vitest';

import { nothingKnown, type Service } from '../service.js';
import { allowedRedirectUris } from './redirect-uris.js';

const of = (signInMethod: Service['signInMethod'], redirect: Partial<Service['redirect']> = {}) =>
  allowedRedirectUris({
    ...nothingKnown,
    id: 'tally',
    signInMethod,
    redirect: { ...nothingKnown.redirect, ...redirect },
  });
const appLink = 'app.lanyard.desktop:/callback/tally';
const localAddress = 'http://127.0.0.1/callback/tally';

describe('the redirect URIs that a service allows', () => {
  test.each(['service_account', 'workload_identity', 'enterprise_managed', 'server_held'] as const)(
    'are none for %s',
    (method) => {
      expect(of(method)).toEqual({ appLink: null, localAddress: null });
    },
  );

  test.each([
    ['app_link', { appLink, localAddress: null }],
    ['local_address', { appLink: null, localAddress }],
  ] as const)('are only that of %s where its definition names no other', (method, allowed) => {
    expect(of(method)).toEqual(allowed);
    expect(of('automatic', { allowedMethods: [method] })).toEqual(allowed);
  });

  test('are both where nothing else is known, also for a code, which the browser may replace', () => {
    expect(of('automatic')).toEqual({ appLink, localAddress });
    expect(of('device_code')).toEqual({ appLink, localAddress });
  });

  test('have the host and the port that it requires', () => {
    const rules = { loopbackHost: 'localhost', fixedPorts: [34_106] } as const;
    expect(of('automatic', rules).localAddress).toBe('http://localhost:34106/callback/tally');
  });
});
