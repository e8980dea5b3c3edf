import { expect, test } from 'vitest';

test('a unit test that reaches for the network fails, and says what to do', async () => {
  await expect(fetch('http://127.0.0.1:49151')).rejects.toMatchObject({
    cause: { message: expect.stringContaining('hand in a fetch of your own') as string },
  });
});
