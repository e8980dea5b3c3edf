/** `npm run tour`: shows and checks that the real app works with a real browser and a real server. */
import { createProgress, explain } from './setup/progress.mjs';
import { giveTour } from './tour/tour.mjs';

try {
  await giveTour(createProgress());
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
