import { describe, expect, test } from 'vitest';

import { chromiumFault, nodeFault } from '../../testing/scripted-server.js';
import { NetworkFault, networkFaultOf } from './network-fault.js';

describe('a network that fails', () => {
  test.each([
    ['ENOTFOUND', 'unreachable', false],
    ['ECONNREFUSED', 'unreachable', false],
    ['EAI_AGAIN', 'unreachable', false],
    ['ENETUNREACH', 'offline', false],
    ['ECONNRESET', 'interrupted', true],
    ['UND_ERR_SOCKET', 'interrupted', true],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', false],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', true],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate', false],
    ['CERT_HAS_EXPIRED', 'certificate', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate', false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'certificate', false],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'client_certificate', false],
  ])("Node's %s is %s; may have arrived: %s (H37, H59, H99)", (code, kind, mayHaveArrived) => {
    expect(networkFaultOf(nodeFault(code))).toMatchObject({
      kind,
      technical: code,
      mayHaveArrived,
    });
  });

  test.each([
    ['ERR_NAME_NOT_RESOLVED', 'unreachable', false],
    ['ERR_CONNECTION_REFUSED', 'unreachable', false],
    ['ERR_UNSAFE_PORT', 'unreachable', false],
    ['ERR_BLOCKED_BY_ADMINISTRATOR', 'unreachable', false],
    ['ERR_INTERNET_DISCONNECTED', 'offline', false],
    ['ERR_NETWORK_CHANGED', 'interrupted', true],
    ['ERR_NETWORK_IO_SUSPENDED', 'interrupted', true],
    ['ERR_CONNECTION_RESET', 'interrupted', true],
    ['ERR_EMPTY_RESPONSE', 'interrupted', true],
    ['ERR_CONNECTION_TIMED_OUT', 'timeout', false],
    ['ERR_TIMED_OUT', 'timeout', true],
    ['ERR_CERT_AUTHORITY_INVALID', 'certificate', false],
    ['ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'certificate', false],
    ['ERR_SSL_CLIENT_AUTH_CERT_NEEDED', 'client_certificate', false],
    ['ERR_SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS', 'client_certificate', false],
    ['ERR_BAD_SSL_CLIENT_AUTH_CERT', 'client_certificate', false],
    ['ERR_SSL_PROTOCOL_ERROR', 'certificate', true],
    ['ERR_SSL_BAD_RECORD_MAC_ALERT', 'certificate', true],
    ['ERR_PROXY_CONNECTION_FAILED', 'proxy', false],
    ['ERR_TUNNEL_CONNECTION_FAILED', 'proxy', false],
  ])(
    "Chromium's %s is %s; may have arrived: %s (H37, H39, H59, H99)",
    (code, kind, mayHaveArrived) => {
      expect(networkFaultOf(chromiumFault(code))).toMatchObject({
        kind,
        technical: code,
        mayHaveArrived,
      });
    },
  );

  // The request may have arrived, whatever the error is.
  test.each([
    'MY_ERR_PROXY_FAILED',
    'MY_ERR_SSL_CLIENT_AUTH_X',
    'X_ALERT_CERTIFICATE_REQUIRED_X',
    'MY_ERR_CERT_INVALID',
    'MY_CERT_INVALID',
    'MY_EPROTO',
    'EPROTOX',
    'MY_UNABLE_TO_GET_X',
    'MY_HOSTNAME_MISMATCH',
    'HOSTNAME_MISMATCH_X',
    'MY_ENETUNREACH',
    'ENETUNREACH_X',
    'MY_ENOTFOUND',
    'ENOTFOUND_X',
    'MY_ERR_NAME_X',
    'MY_ERR_BLOCKED_X',
    'UND_ERR_CONNECT_TIMEOUT_X',
  ])('does not classify %s by a part of its name (H59)', (code) => {
    expect(networkFaultOf(nodeFault(code))).toMatchObject({
      kind: 'interrupted',
      technical: code,
      mayHaveArrived: true,
    });
  });

  test.each([
    ['ERR_SSL_PROTOCOL_ERROR_X', 'certificate', false],
    ['ERR_BAD_SSL_CLIENT_AUTH_CERT_X', 'certificate', false],
    ['MY_UND_ERR_CONNECT_TIMEOUT', 'timeout', true],
    ['ERR_CONNECTION_TIMED_OUT_X', 'timeout', true],
    ['HOSTNAME_MISMATCH', 'certificate', false],
    ['EPROTO', 'certificate', false],
  ])('tells %s from codes that start or end alike (H59)', (code, kind, mayHaveArrived) => {
    expect(networkFaultOf(nodeFault(code))).toMatchObject({ kind, mayHaveArrived });
  });

  test('recognizes a time-out by its name, and ignores a code that is a number (H59)', () => {
    expect(networkFaultOf(new DOMException('too late', 'TimeoutError'))).toMatchObject({
      kind: 'timeout',
      technical: 'ERR_TIMED_OUT',
      mayHaveArrived: true,
    });
    expect(networkFaultOf(new DOMException('stopped', 'AbortError'))).toMatchObject({
      kind: 'interrupted',
      technical: 'connection lost',
    });
    const cause = Object.assign(new Error('in another language'), { code: 'ENOTFOUND' });
    expect(networkFaultOf(new Error('fetch failed', { cause })).kind).toBe('unreachable');
  });

  test('stops at an error that is its own cause (H59)', () => {
    const error = new Error('round');
    error.cause = error;
    expect(networkFaultOf(error).kind).toBe('interrupted');
  });

  test('assumes after an unknown error that the request may have arrived (H59)', () => {
    expect(networkFaultOf(new Error('what is this'))).toMatchObject({
      kind: 'interrupted',
      mayHaveArrived: true,
    });
    expect(networkFaultOf('not even an error').mayHaveArrived).toBe(true);
  });

  test('knows that nothing was sent after a time-out while connecting (H59)', () => {
    expect(networkFaultOf(nodeFault('ETIMEDOUT', 'connect')).mayHaveArrived).toBe(false);
    expect(networkFaultOf(nodeFault('ETIMEDOUT', 'read')).mayHaveArrived).toBe(true);
  });

  test('recognizes the way Electron refuses a redirect (H38)', () => {
    expect(networkFaultOf(new Error('Redirect was cancelled'))).toMatchObject({
      kind: 'redirected',
      mayHaveArrived: true,
      elsewhere: null,
    });
    const cause = new Error('unexpected redirect');
    expect(networkFaultOf(new TypeError('fetch failed', { cause })).kind).toBe('redirected');
  });

  test('looks into both attempts of a dual-stack connection', () => {
    const attempts = new AggregateError([
      Object.assign(new Error('a'), { code: 'ECONNREFUSED', syscall: 'connect' }),
    ]);
    expect(networkFaultOf(new TypeError('fetch failed', { cause: attempts }))).toMatchObject({
      kind: 'unreachable',
      mayHaveArrived: false,
    });
  });

  test('returns a NetworkFault as it is', () => {
    const fault = new NetworkFault('too_large', 'x', true);
    expect(networkFaultOf(fault)).toBe(fault);
  });
});
