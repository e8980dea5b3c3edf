import { expect, test } from 'vitest';

import type { Evidence } from '../../ipc/connection-view.js';
import { intl } from '../../testing/renderer/intl.js';
import { days, minutes, noon } from '../../testing/renderer/samples.js';
import { evidenceText } from './evidence-text.js';

const at = noon + 122 * minutes;
const end = noon + 190 * minutes;
const told: readonly [string, Evidence][] = [
  ['Confirmed: Tally refused the old token at 14:02', { kind: 'confirmed', at }],
  ['Accepted by Tally, not confirmed', { kind: 'accepted', at }],
  [
    'Tally offers no way to revoke; access ends by 15:10',
    { kind: 'not_offered', accessEndsAt: end },
  ],
  [
    'Tally offers no way to revoke; access ends by 8 Nov, 12:00',
    { kind: 'not_offered', accessEndsAt: noon + 3 * days },
  ],
  [
    'Tally offers no way to revoke and has not said when access ends',
    { kind: 'not_offered', accessEndsAt: null },
  ],
  [
    'Accepted by Tally, but the old token still worked at 14:02; access ends by 15:10',
    { kind: 'still_accepted', at, accessEndsAt: end },
  ],
  [
    'Accepted by Tally, but the old token still worked at 14:02; Tally has not said when access ends',
    { kind: 'still_accepted', at, accessEndsAt: null },
  ],
];

test.each(told)('%s', (words, evidence) => {
  expect(evidenceText(evidence, 'Tally', noon, intl)).toBe(words);
});
