import { act, render } from '@testing-library/react';
import { useIntl } from 'react-intl';
import { beforeEach, expect, test, vi } from 'vitest';

import { formatClockTime, formatDay, formatExactTime } from '../components/format-time.js';
import { useMessage } from '../components/message.js';
import { regionChanged } from '../store/events.js';
import { RegionProvider } from './RegionProvider.js';

/** Late in the evening in Berlin: in Tokyo it is the next day, in Honolulu the same morning. */
const at = Date.UTC(2026, 11, 31, 22, 30);

function Times({ now }: { readonly now: number }) {
  const intl = useIntl();
  const times = [formatClockTime(at, now, intl), formatDay(at, now, intl)];
  return <p>{[...times, formatExactTime(at, intl)].join(' | ')}</p>;
}

const shown = (now = at) =>
  render(
    <RegionProvider>
      <Times now={now} />
    </RegionProvider>,
  ).container;

beforeEach(() => vi.stubEnv('TZ', 'Europe/Berlin'));

test('every time is of the new zone once main reports it (D7)', () => {
  act(() => regionChanged({ locale: 'en-GB', timeZone: 'Europe/Berlin', hourCycle: 'h23' }));
  const text = shown();
  expect(text.textContent).toBe('23:30 | 31 Dec | 31 Dec 2026, 23:30:00 CET');
  act(() => regionChanged({ locale: 'en-GB', timeZone: 'Asia/Tokyo', hourCycle: 'h23' }));
  expect(text.textContent).toBe('07:30 | 1 Jan | 1 Jan 2027, 07:30:00 GMT+9');
  act(() => regionChanged({ locale: 'en-GB', timeZone: 'Asia/Tokyo', hourCycle: 'h12' }));
  expect(text.textContent).toBe('7:30 am | 1 Jan | 1 Jan 2027, 7:30:00 am GMT+9');
});

test.each([
  ['Europe/Berlin', '23:30'],
  ['Asia/Tokyo', '1 Jan 2027, 07:30'],
  ['Asia/Kolkata', '1 Jan 2027, 04:00'],
  ['Pacific/Kiritimati', '12:30'],
  ['Pacific/Pago_Pago', '11:30'],
])('“today” and the year are of the zone of now: %s (D7)', (timeZone, expected) => {
  act(() => regionChanged({ locale: 'en-GB', timeZone, hourCycle: 'h23' }));
  const [time] = shown(at - 8.5 * 60 * 60_000).textContent.split(' | ');
  expect(time).toBe(expected);
});

test.each([
  ['קלוד', 'Set up \u2068קלוד\u2069'],
  ['سلام', 'Set up \u2068سلام\u2069'],
  ['Practice', 'Set up Practice'],
])('the name %s leaves the sentence around it in order (N7)', (service, sentence) => {
  const SetUp = () => <p>{useMessage()('setUp.heading', { service })}</p>;
  const { container } = render(
    <RegionProvider>
      <SetUp />
    </RegionProvider>,
  );
  expect(container.textContent).toBe(sentence);
});

test('a change of language reaches messages, dates and the direction without a new page', async () => {
  const Heading = () => <h2>{useMessage()('settings.heading')}</h2>;
  const { findByRole } = render(
    <RegionProvider>
      <Heading />
      <Times now={at} />
    </RegionProvider>,
  );
  expect(await findByRole('heading', { name: 'Settings' })).toBeDefined();
  for (const [locale, heading, direction, day] of [
    ['de-AT', 'Einstellungen', 'ltr', '31. Dez.'],
    ['ja', '設定', 'ltr', '12月31日'],
    ['ar-EG', 'الإعدادات', 'rtl', '٣١ ديسمبر'],
    ['en-US', 'Settings', 'ltr', 'Dec 31'],
  ] as const) {
    act(() => regionChanged({ locale, timeZone: 'Europe/Berlin', hourCycle: 'h23' }));
    const shownHeading = await findByRole('heading', { name: heading });
    expect(shownHeading.nextSibling?.textContent).toContain(day);
    expect(document.documentElement.lang).toBe(locale);
    expect(document.documentElement.dir).toBe(direction);
  }
});

test('a message that is not translated is in English, with the plural of English', () => {
  const Sentence = () => <p>{useMessage()('tray.noneNeedsYou', { count: 1 })}</p>;
  const { container } = render(
    <RegionProvider first={{ locale: 'ja', messages: {} }}>
      <Sentence />
    </RegionProvider>,
  );
  expect(container.textContent).toBe('Lanyard · 1 connection');
});
