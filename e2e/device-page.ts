/** The service's page for user codes (RFC 8628 §3.3), on any device. */
import { expect, type Page } from '@playwright/test';

/** Enters the code shown in the app's window. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByPlaceholder('Enter code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** Compares the code with the one in the app's window and continues. */
export async function confirmCode(page: Page, code: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Confirm Device' })).toBeVisible();
  await expect(page.getByText(code)).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** Declines: this is not the person's device. */
export async function declineCode(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Abort' }).click();
}
