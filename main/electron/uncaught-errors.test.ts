import { expect, test } from 'vitest';

import { createErrorReporter, describe as describeError } from './uncaught-errors.js';

function reporter() {
  const written: string[] = [];
  return { written, report: createErrorReporter((text) => written.push(text)) };
}

test('an uncaught error is reported with its name and stack frames, never its message (R17)', () => {
  const { text } = describeError(new RangeError('S3CR3T\n    at S3CR3T (S3CR3T.js:1:1)'));
  expect(text).toMatch(/^unexpected RangeError\n\s+at .*uncaught-errors\.test\.ts/);
  expect(text).not.toContain('S3CR3T');
});

test('a thrown value that is no Error is reported by its type', () => {
  expect(describeError('S3CR3T').text).toBe('unexpected string');
});

test('a value that throws while it is read is reported, not thrown (D4)', () => {
  const unreadable = Object.defineProperty(new Error(), 'stack', {
    get() {
      throw new Error('S3CR3T');
    },
  });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const { written, report } = reporter();
  report(unreadable);
  report(proxy);
  expect(written).toEqual(['Lanyard: unexpected error that cannot be read\n']);
});

test('errors from one place are reported once, whatever their messages say (D4)', () => {
  const { written, report } = reporter();
  const failAt = (count: number) => new Error(`request ${count} failed`);
  for (let count = 0; count < 1_000; count += 1) report(failAt(count));
  report(new Error('request failed'));
  report(new TypeError('request failed'));
  expect(written).toHaveLength(3);
});

test('what is reported in all fits into a pipe that nobody reads (D4)', () => {
  const { written, report } = reporter();
  for (let count = 0; count < 1_000; count += 1) {
    const error = new Error();
    error.name = `Error${count}${'x'.repeat(10_000)}`;
    report(error);
  }
  expect(written.join('').length).toBeLessThan(65_536);
});

test('a report that cannot be written throws nothing and is not tried again (D4)', () => {
  let tried = 0;
  const report = createErrorReporter(() => {
    tried += 1;
    throw Object.assign(new Error('write EIO'), { code: 'EIO' });
  });
  const error = new Error();
  report(error);
  report(error);
  expect(tried).toBe(1);
});
