import { expect } from '@playwright/test';

import type { ConnectionsPage } from './connections-page.js';

/** The recovery sheet, in the words of its user. */
export class RecoverySheet {
  readonly #page: ConnectionsPage;

  constructor(page: ConnectionsPage) {
    this.#page = page;
  }

  get dialog() {
    return this.#page.window.getByRole('dialog', { name: 'Recovery sheet', exact: true });
  }

  /** Opens the section about how sign-ins are protected. */
  async openSection(): Promise<void> {
    await this.#page.button('Encrypted on this computer').click();
  }

  async phrase(): Promise<string> {
    const groups = this.dialog
      .getByRole('list', { name: 'Recovery phrase, in groups of four' })
      .getByRole('listitem');
    await expect(groups).toHaveCount(7);
    return (await groups.allInnerTexts()).join('-');
  }

  /** Creates a working sheet, starting from the list; returns its phrase. */
  async make(button = 'Make a recovery sheet'): Promise<string> {
    await this.openSection();
    await this.#page.button(button).click();
    const phrase = await this.phrase();
    await this.#page.button('I’ve written it down').click();
    await this.#page.field('Last two groups').fill(phrase.slice(-9));
    await this.#page.button('Confirm').click();
    await expect(
      this.#page.window.getByRole('heading', { name: 'Your recovery sheet is ready' }),
    ).toBeVisible();
    await this.#page.button('Done').click();
    await this.#page.leaveDialog();
    return phrase;
  }

  async unlockWith(phrase: string): Promise<void> {
    const way = this.#page.button('Unlock with the recovery sheet');
    if (await way.isVisible()) await way.click();
    await this.#page.field('Recovery phrase').fill(phrase);
    await this.#page.button('Unlock').click();
  }
}
