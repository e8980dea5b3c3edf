import { copyFile, rename, symlink } from 'node:fs/promises';

import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';

/** Zones without summer time, so that they are always as far apart. */
const kolkata = { name: 'Asia/Kolkata', aheadMinutes: 5 * 60 + 30, shown: 'GMT+5:30' };
const tokyo = { name: 'Asia/Tokyo', aheadMinutes: 9 * 60, shown: 'GMT+9' };
const inADay = 24 * 60;

test('a change of the time zone reaches every time that is shown, without a click (D7)', async ({
  user,
  lanyard,
  connectAs,
}) => {
  const file = user.path('localtime');
  const moveTo = async ({ name }: typeof tokyo) => {
    await symlink(`/usr/share/zoneinfo/${name}`, `${file}.new`);
    await rename(`${file}.new`, file);
  };
  await moveTo(kolkata);
  user.env['TZ'] = `:${file}`;
  const page = await lanyard.start();
  await connectAs(page, ada);
  const details = await page.open('Ada Example');
  const connected = details
    .locator('dt', { hasText: /^Connected$/ })
    .locator('xpath=following::dd[1]');
  const minutes = async () => {
    const [, hour, minute] = /(\d\d):(\d\d)$/.exec(await connected.innerText()) ?? [];
    return Number(hour) * 60 + Number(minute);
  };
  const before = await minutes();
  await moveTo(tokyo);
  const moved = tokyo.aheadMinutes - kolkata.aheadMinutes;
  await expect.poll(minutes).toBe((before + moved) % inADay);

  await page.tab('Token details');
  await expect(details).toContainText(tokyo.shown);
  await moveTo(kolkata);
  await expect(details).toContainText(kolkata.shown);
  await expect(details).not.toContainText(tokyo.shown);

  await copyFile(`/usr/share/zoneinfo/${tokyo.name}`, `${file}.new`);
  await rename(`${file}.new`, file);
  await expect(details, 'a copy, which has no name').toContainText(tokyo.shown);
});

test('a time zone that TZ spells out by its rules is the one of every time (D7)', async ({
  user,
  lanyard,
  connectAs,
}) => {
  user.env['TZ'] = '<+0545>-5:45';
  const page = await lanyard.start();
  await connectAs(page, ada);
  const details = await page.open('Ada Example');
  await page.tab('Token details');
  await expect(details).toContainText('GMT+5:45');
});
