import { expect, test } from './fixtures.js';
import { Lanyard } from './lanyard.js';

// Only root can give the app a view of the disk of its own.
if (process.getuid?.() === 0) {
  test('Lanyard starts though the folder for shared memory is full or read-only (D2)', async ({
    built,
    user,
  }) => {
    for (const [name, options] of [
      ['full', 'size=4k'],
      ['read-only', 'ro'],
    ] as const) {
      const mount = `mount -t tmpfs -o ${options} lanyard /dev/shm && exec "$@"`;
      await user.program(name, `exec unshare --mount sh -c '${mount}' sh "$@"`);
      const onThatComputer = built.startedBy(user.path('bin', name));
      const lanyard = new Lanyard(onThatComputer, user, [], `data-of-${name}`, `lanyard-${name}`);
      await lanyard.install();
      try {
        const page = await lanyard.start();
        await page.usable();
        expect((await page.window.screenshot()).length).toBeGreaterThan(0);
      } finally {
        await lanyard.clear();
      }
    }
  });
}
