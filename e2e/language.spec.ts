import { expect, test } from './fixtures.js';

test('Lanyard speaks the language of the computer, and another one as soon as it is chosen', async ({
  lanyard,
  user,
}) => {
  user.env['LANG'] = 'de_AT.UTF-8';
  const { window } = await lanyard.start();
  const root = window.locator('html');
  await expect(root).toHaveAttribute('lang', 'de-AT');
  await window.getByRole('button', { name: 'Einstellungen' }).click();
  const language = window.getByRole('combobox', { name: 'Sprache' });
  await expect(language).toHaveValue('system');

  await language.selectOption('العربية');
  await expect(window.getByRole('heading', { name: 'الإعدادات' })).toBeVisible();
  await expect(root).toHaveAttribute('lang', 'ar');
  await expect(root).toHaveAttribute('dir', 'rtl');

  await lanyard.quit();
  const { window: next } = await lanyard.start();
  await expect(next.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(next.getByRole('button', { name: 'الإعدادات' })).toBeVisible();
});
