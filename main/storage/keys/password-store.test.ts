import { randomBytes } from 'node:crypto';

import { describe, expect, test, vi } from 'vitest';

import { StandInSealer, start } from '../../../testing/vault.js';
import type { KeySealer, SealOpening } from '../../ports/key-sealer.js';
import { deriveKeys } from './data-key.js';
import type { KeyFileName } from './key-file-names.js';
import type { ValidKeyFile } from './key-file.js';
import { answerWithin, queryPasswordStore } from './password-store.js';
import { type Seal, sealByPasswordStore } from './seals.js';

const dataKey = randomBytes(32);

function fileWith(name: KeyFileName, seals: readonly Seal[]): ValidKeyFile {
  const { keyFingerprint } = deriveKeys(dataKey);
  return {
    kind: 'valid',
    name,
    body: { revision: 1, createdAt: 1, keyFingerprint, seals: [...seals] },
  };
}

const sealedBy = (sealer: StandInSealer) =>
  sealByPasswordStore(sealer, sealer.backend, dataKey, start);

async function twoFiles() {
  const before = await sealedBy(Object.assign(new StandInSealer(), { key: 2 }));
  const now = await sealedBy(new StandInSealer());
  return [fileWith('key-b.json', [before]), fileWith('key-a.json', [before, now])] as const;
}

describe('querying the password store', () => {
  const backend = 'gnome_libsecret';

  test('only probes it with nothing to open', async () => {
    const sealer = new StandInSealer();
    expect(await queryPasswordStore(sealer, [])).toEqual({ kind: 'nothing_to_open', backend });
    expect(sealer.requests).toEqual({ probe: 1, seal: 0, open: 0 });
  });

  test('one that fails to answer is unavailable, not another store (S6)', async () => {
    const open = () => Promise.reject(new Error('no bus'));
    const sealer = Object.assign(new StandInSealer(), { open });
    expect(await queryPasswordStore(sealer, await twoFiles())).toEqual({
      kind: 'unavailable',
      backend,
    });
  });

  test('a locked one gets one seal, not each (S6)', async () => {
    const files = await twoFiles();
    const sealer = Object.assign(new StandInSealer(), { state: 'busy' });
    expect(await queryPasswordStore(sealer, files)).toEqual({ kind: 'unavailable', backend });
    expect(sealer.requests.open).toBe(1);
  });

  test('one that protects nothing gets none (S2)', async () => {
    const sealer = Object.assign(new StandInSealer(), { state: 'missing' });
    expect(await queryPasswordStore(sealer, await twoFiles())).toEqual({
      kind: 'does_not_protect',
      backend: 'basic_text',
    });
    expect(sealer.requests.open).toBe(0);
  });

  test('a store that made none of the seals tries each once, and is another store (S4)', async () => {
    const files = await twoFiles();
    const sealer = Object.assign(new StandInSealer(), { key: 3 });
    expect(await queryPasswordStore(sealer, files)).toEqual({ kind: 'changed', backend });
    expect(sealer.requests.open).toBe(2);
  });

  test('a later seal opens when an earlier one does not, with the name of its file (S5)', async () => {
    const [b, a] = await twoFiles();
    expect(await queryPasswordStore(new StandInSealer(), [b, a])).toEqual({
      kind: 'opened',
      dataKey,
      by: a,
      backend,
      shouldSealAgain: false,
    });
  });

  test('a wrong key is not accepted (S3)', async () => {
    const answers: SealOpening[] = [
      { kind: 'opened', key: randomBytes(32), shouldSealAgain: false },
      { kind: 'opened', key: dataKey, shouldSealAgain: false },
    ];
    const sealer: KeySealer = new StandInSealer();
    sealer.open = () => Promise.resolve(answers.shift() ?? { kind: 'refused', reason: '' });
    expect(await queryPasswordStore(sealer, await twoFiles())).toMatchObject({ kind: 'opened' });
    expect(answers).toEqual([]);
  });

  test.each([
    ['it asks for that', { wantsSealAgain: true }, true],
    ['it goes by another name now', { backend: 'kwallet6' }, true],
    ['neither', {}, false],
  ])('the key is sealed again when %s (S5)', async (_, differently, shouldSealAgain) => {
    const files = [fileWith('key-a.json', [await sealedBy(new StandInSealer())])];
    const sealer = Object.assign(new StandInSealer(), differently);
    expect(await queryPasswordStore(sealer, files)).toMatchObject({
      kind: 'opened',
      shouldSealAgain,
    });
  });
});

describe('waiting for an answer', () => {
  const never = new Promise<string>(() => undefined);

  test('ends with the answer, and leaves no timer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { signal } = new AbortController();
    expect(await answerWithin(Promise.resolve('yes'), 10, signal)).toBe('yes');
    expect(vi.getTimerCount()).toBe(0);
    await expect(answerWithin(Promise.reject(new Error('no')), 10, signal)).rejects.toThrow('no');
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  test('ends with null at the deadline, not before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let ended = false;
    const waiting = answerWithin(never, 10, new AbortController().signal).then((answer) => {
      ended = true;
      return answer;
    });
    await vi.advanceTimersByTimeAsync(9);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await waiting).toBeNull();
    vi.useRealTimers();
  });

  test('ends with null when aborted', async () => {
    const closing = new AbortController();
    const waiting = answerWithin(never, 60_000, closing.signal);
    closing.abort();
    expect(await waiting).toBeNull();
  });
});
