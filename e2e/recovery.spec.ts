import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { problemsOf } from './accessibility.js';
import { ada } from './accounts.js';
import { tabTo } from './by-keyboard.js';
import { expect, test } from './fixtures.js';
import { everythingIn, filesHolding, heldIn } from './leaks.js';
import { RecoverySheet } from './recovery-sheet.js';

test('a recovery sheet is created by keyboard alone; its phrase is nowhere once the dialog is closed', async ({
  lanyard,
}) => {
  const page = await lanyard.start();
  await page.usable();
  const sheet = new RecoverySheet(page);
  const { keyboard } = page.window;
  await tabTo(page.button('Encrypted on this computer'));
  await keyboard.press('Enter');
  await tabTo(page.button('Make a recovery sheet'));
  await keyboard.press('Enter');
  const phrase = await sheet.phrase();
  expect(await problemsOf(page.window)).toEqual([]);

  await tabTo(page.button('Print the recovery sheet'));
  await keyboard.press('Enter');
  await expect(page.alert).toContainText('Lanyard found no printer on this computer.');
  await expect(page.alert).toContainText('Write the phrase down by hand');

  await tabTo(page.button('I’ve written it down'));
  await keyboard.press('Enter');
  await expect(page.field('Last two groups')).toBeFocused();
  await keyboard.type('0000 0000');
  await keyboard.press('Enter');
  await expect(page.alert).toContainText('That is not the end of the phrase.');
  expect(await problemsOf(page.window)).toEqual([]);
  await page.field('Last two groups').fill('');
  await page.field('Last two groups').focus();
  await keyboard.type(phrase.slice(-9).toLowerCase().replace('-', ' '));
  await keyboard.press('Enter');
  await expect(
    page.window.getByRole('heading', { name: 'Your recovery sheet is ready' }),
  ).toBeFocused();
  await tabTo(page.button('Done'));
  await keyboard.press('Enter');
  await expect(page.window.getByText(/^Made on .* It unlocks your accounts/)).toBeVisible();
  await expect(page.button('Make a new sheet')).toBeFocused();

  const groups = phrase.split('-');
  const said = [phrase, groups.join(''), groups.join(' ')];
  expect(heldIn(await page.window.content(), said)).toEqual([]);
  expect(heldIn(await everythingIn(page.window), said)).toEqual([]);
  expect(heldIn(await lanyard.said(), said)).toEqual([]);
  expect(await filesHolding(lanyard.data, said)).toEqual([]);
});

test('only the sheet is printed, on one page, including the phrase', async ({ lanyard }) => {
  const page = await lanyard.start();
  await page.usable();
  const sheet = new RecoverySheet(page);
  await sheet.openSection();
  await page.button('Make a recovery sheet').click();
  const phrase = await sheet.phrase();
  await page.window.emulateMedia({ media: 'print' });
  const paper = page.window.getByRole('article');
  await expect(paper).toBeVisible();
  await expect(paper).toContainText('Lanyard recovery sheet');
  await expect(paper).toContainText(phrase.replaceAll('-', ''));
  await expect(sheet.dialog).toBeHidden();
  await expect(page.nothingYet).toBeHidden();
  await page.window.emulateMedia({ media: null });
  const pdf = await lanyard.application.evaluate(async ({ BrowserWindow }) => {
    const bytes = await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({});
    return bytes?.toString('base64') ?? '';
  });
  const pages = Buffer.from(pdf, 'base64')
    .toString('latin1')
    .match(/\/Type\s*\/Page\b/g);
  expect(pages).toHaveLength(1);
});

test('after a change of the password store the sheet opens the sign-ins, and the next start needs no sheet (S2, S4)', async ({
  lanyard,
  keyring,
  server,
  startConnectedAs,
}) => {
  let page = await startConnectedAs(ada);
  const phrase = await new RecoverySheet(page).make();
  await lanyard.quit();
  await keyring.replace();

  page = await lanyard.start();
  const sheet = new RecoverySheet(page);
  await expect(page.alert).toContainText('The key to your accounts is no longer in GNOME Keyring.');
  await expect(page.connection('Ada Example')).toContainText('Locked');
  expect(await problemsOf(page.window)).toEqual([]);
  await sheet.unlockWith(phrase.replace(/.$/, 'U'));
  await expect(page.window.getByText('There is a typing mistake')).toBeVisible();
  expect(await problemsOf(page.window)).toEqual([]);
  await sheet.unlockWith(phrase.toLowerCase());
  await expect(page.connection('Ada Example')).toContainText('Working');
  await expect(page.button('Encrypted on this computer')).toBeVisible();

  page = await lanyard.restart();
  await expect(page.connection('Ada Example')).toContainText('Working');
  await page.refresh('Ada Example');
  await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(1);
});

test('without the password store the sheet opens the sign-ins at each start; with the store back it is not needed (S2)', async ({
  lanyard,
  keyring,
  startConnectedAs,
}) => {
  let page = await startConnectedAs(ada);
  const phrase = await new RecoverySheet(page).make();
  await lanyard.quit();
  await keyring.stop();

  for (let starts = 1; starts <= 2; starts++) {
    page = await lanyard.start();
    await expect(page.connection('Ada Example')).toContainText('Locked');
    await new RecoverySheet(page).unlockWith(phrase);
    await expect(page.connection('Ada Example')).toContainText('Working');
    await expect(page.button('Opened with the recovery sheet')).toBeVisible();
    await lanyard.quit();
  }

  await keyring.start();
  page = await lanyard.start();
  await expect(page.connection('Ada Example')).toContainText('Working');
  await expect(page.button('Encrypted on this computer')).toBeVisible();
});

test('without a sheet a new vault is started beside the old one, which is kept and can be restored (S4)', async ({
  lanyard,
  keyring,
  startConnectedAs,
}) => {
  let page = await startConnectedAs(ada);
  await lanyard.quit();
  const kept = await keyring.replace();

  page = await lanyard.start();
  await expect(page.button('Unlock with the recovery sheet')).toBeHidden();
  await page.button('Start fresh (keeps the old data)').click();
  await expect(page.window.getByRole('alertdialog')).toContainText('Nothing is deleted.');
  await page.button('Cancel').click();
  await expect(page.connection('Ada Example')).toBeVisible();
  await page.button('Start fresh (keeps the old data)').click();
  await page.button('Start fresh').click();
  await expect(page.nothingYet).toBeVisible();
  const folders = (await readdir(lanyard.data)).filter((name) => name.startsWith('vault'));
  expect(folders.sort()).toEqual(['vault', expect.stringMatching(/^vault-kept-\d{4}-\d\d-\d\d$/)]);
  expect(await readFile(join(lanyard.data, folders[1] ?? '', 'key-a.json'), 'utf8')).toContain(
    'password_store',
  );

  await page.button('Encrypted on this computer').click();
  await expect(page.window.getByText(`in the folder ${folders[1] ?? ''}.`)).toBeVisible();
  expect(await problemsOf(page.window)).toEqual([]);
  await page.button('Open the older one instead').click();
  await expect(page.window.getByRole('alertdialog')).toContainText('Nothing is deleted.');
  await lanyard.endsBy(() => page.button('Restart with it').click());
  await keyring.restore(kept);
  page = await lanyard.start();
  await expect(page.connection('Ada Example')).toContainText('Working');
});
