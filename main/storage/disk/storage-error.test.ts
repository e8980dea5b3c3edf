import { expect, test } from 'vitest';

import { StorageError } from '../../ports/storage-error.js';
import { codesOf, toStorageError, messagesOf } from './storage-error.js';

function coded(code: string, message = '/home/ada/vault', cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code });
}

test.each([
  ['no room', coded('ENOSPC'), 'full'],
  ['no room in the person’s quota', coded('EDQUOT'), 'full'],
  ['a file at the limit of its size', coded('EFBIG'), 'full'],
  ['no room, below what LevelDB says', coded('LEVEL_IO_ERROR', '', coded('ENOSPC')), 'full'],
  ['no room, in LevelDB’s words', coded('LEVEL_IO_ERROR', 'x: No space left on device'), 'full'],
  ['the quota, in its words', coded('LEVEL_IO_ERROR', 'x: Disk quota exceeded'), 'full'],
  ['the size, in its words', coded('LEVEL_IO_ERROR', 'x: File too large'), 'full'],
  ['Windows’ words', coded('LEVEL_IO_ERROR', 'There is not enough space on the disk.'), 'full'],
  ['words of a cause', coded('LEVEL_IO_ERROR', '', new Error('no space left')), 'full'],
  ['damage', coded('LEVEL_CORRUPTION'), 'unreadable'],
  ['damage that kept it closed', coded('X', '', coded('LEVEL_CORRUPTION')), 'unreadable'],
  ['a closed database', coded('LEVEL_DATABASE_NOT_OPEN'), 'closed'],
  ['a closed iterator', coded('LEVEL_ITERATOR_NOT_OPEN'), 'closed'],
  ['what kept it from opening', coded('LEVEL_DATABASE_NOT_OPEN', '', coded('EACCES')), 'failed'],
  ['anything else that has a code', coded('EACCES'), 'failed'],
  ['what has none', new Error('oops'), 'failed'],
  ['what is no error', 'oops', 'failed'],
])('%s gets its kind', (_, cause, kind) => {
  const error = toStorageError(cause, 'writing');
  expect(error).toMatchObject({ name: 'StorageError', kind });
  expect(error.cause).toBe(cause);
});

test('the message has the operation and the codes, outermost first, and no path', () => {
  const cause = coded('LEVEL_IO_ERROR', '/home/ada/vault', coded('EACCES', '/home/ada'));
  expect(toStorageError(cause, 'reading').message).toBe('reading failed: LEVEL_IO_ERROR, EACCES');
  expect(toStorageError(new Error('/home/ada'), 'reading').message).toBe('reading failed: no code');
});

test('a StorageError stays as it is', () => {
  const error = new StorageError('missing', 'there is none');
  expect(toStorageError(error, 'reading')).toBe(error);
});

test('codes are strings: a number is none, and other values have none', () => {
  expect(codesOf(Object.assign(new Error(), { code: 7 }))).toEqual([]);
  expect(codesOf({ code: 'EACCES' })).toEqual([]);
  expect(messagesOf('oops')).toBe('');
});
