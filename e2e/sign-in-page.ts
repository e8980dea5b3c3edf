import type { Page } from '@playwright/test';

/** Signs in at the service and agrees to what the app asks. */
export async function signInAs(page: Page, name: string): Promise<void> {
  await giveName(page, name);
  await page.getByRole('button', { name: 'Continue' }).click({ noWaitAfter: true });
}

/** Signs in at the service and refuses what the app asks. */
export async function declineAs(page: Page, name: string): Promise<void> {
  await giveName(page, name);
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  await page.getByRole('link', { name: 'Cancel' }).click({ noWaitAfter: true });
}

/** Agrees with the account the browser is already signed in with. */
export async function agree(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click({ noWaitAfter: true });
}

async function giveName(page: Page, name: string): Promise<void> {
  await page.locator('input[name=login]').fill(name);
  await page.locator('input[name=password]').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
}
