import { expect, test } from 'vitest';

import { failure as failureSchema } from '../../ipc/failure.js';
import { samplesOf } from '../../testing/schema-samples.js';
import { KnownSecrets } from '../oauth/known-secrets.js';
import { withoutSecrets } from './without-secrets.js';

const secret = 'kD3-refresh-token-9Qz-Xw7';
const filter = (() => {
  const secrets = new KnownSecrets();
  secrets.add('id.example', [secret]);
  return secrets.ofAll;
})();

const repeating = samplesOf(failureSchema, `it repeats ${secret} here`);

test('a failure that repeats a secret in every text passes it on in none (N1)', () => {
  for (const each of repeating) {
    const failure = failureSchema.parse(each);
    expect(JSON.stringify(failure)).toContain(secret);
    const clean = withoutSecrets(failure, filter);
    expect(JSON.stringify(clean)).not.toContain(secret);
    expect(JSON.stringify(clean)).not.toContain('9Qz');
    expect(failureSchema.parse(clean)).toEqual(clean);
  }
});

test('the rest of such a failure stays as it is (N1)', () => {
  const { code, cause, host, asked, untrusted } = withoutSecrets(
    failureSchema.parse(repeating[0]),
    filter,
  );
  expect(code).toBe('access_denied');
  for (const text of [cause, host, asked?.places[0]?.place, untrusted?.signer]) {
    expect(text).toMatch(/^it repeats .* here$/);
  }
  expect(asked).toMatchObject({ more: 1, places: [{ answer: { kind: 'status', status: 1 } }] });
});

test('a failure without a secret is the same one', () => {
  for (const each of samplesOf(failureSchema)) {
    const failure = failureSchema.parse(each);
    expect(withoutSecrets(failure, filter)).toBe(failure);
  }
});

test('a failure with nothing but a code and a cause gets no members', () => {
  const plain = { code: 'unexpected', cause: secret, host: null, serverError: null } as const;
  expect(Object.keys(withoutSecrets(plain, filter))).toEqual(Object.keys(plain));
});
