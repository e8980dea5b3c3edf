import type { Page } from '@playwright/test';

import type { Account } from './accounts.js';

/** Signs in at the service and grants the app's request. */
export async function signInAs(page: Page, account: Account): Promise<void> {
  await giveName(page, account);
  await page.getByRole('button', { name: 'Continue' }).click({ noWaitAfter: true });
}

/** Signs in at the service and denies the app's request. */
export async function declineAs(page: Page, account: Account): Promise<void> {
  await giveName(page, account);
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  await page.getByRole('link', { name: 'Cancel' }).click({ noWaitAfter: true });
}

/** Grants the request with the account the browser is already signed in with. */
export async function agree(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click({ noWaitAfter: true });
}

async function giveName(page: Page, account: Account): Promise<void> {
  await page.locator('input[name=login]').fill(account.login);
  await page.locator('input[name=password]').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
}
