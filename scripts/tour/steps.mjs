/**
 * Once round: connect → list → refresh → disconnect. The window is driven by the roles and names a
 * person (or a screen reader) finds in it; what must have happened at the server is asked there.
 */
import { SetupError } from '../setup/progress.mjs';
import { waitFor } from './wait-for.mjs';

const service = 'Practice service';
const name = 'Ada Lovelace';

/**
 * @typedef {object} Stage
 * @property {import('../practice-service/practice-service.mjs').PracticeService} practice
 * @property {import('./system-browser.mjs').SystemBrowser} browser
 * @property {() => Promise<import('playwright').Page>} openApp
 * @property {(page: import('playwright').Page, name: string) => Promise<string>} picture
 */

/**
 * @param {import('../setup/progress.mjs').Progress} progress
 * @param {Stage} stage
 */
export async function goRound(progress, { practice, browser, openApp, picture }) {
  /** @param {import('playwright').Locator} locator */
  const seen = (locator) => locator.waitFor({ timeout: 20_000 });
  /** @param {boolean} really @param {string} what */
  const proveThat = (really, what) => {
    if (!really) throw new SetupError(`It should be so, and is not: ${what}.`);
  };

  const window = await progress.step('Open Lanyard: no account is connected yet', async (note) => {
    const page = await openApp();
    await seen(page.getByRole('heading', { name: 'No accounts connected yet' }));
    note(await picture(page, 'nothing-connected'));
    return page;
  });
  const list = window.getByRole('list', { name: 'Connections' });
  const entry = list.getByRole('listitem').filter({ hasText: name });

  await progress.step('Choose a service to connect to', async (note) => {
    await window.getByRole('button', { name: 'Connect an account' }).first().click();
    const dialog = window.getByRole('dialog', { name: 'Connect an account' });
    const choice = dialog.getByRole('button', { name: service, exact: true });
    await seen(choice);
    note(await picture(window, 'choose-a-service'));
    await choice.click();
  });

  const page = await progress.step('Lanyard opens the browser and waits', async (note) => {
    await seen(window.getByRole('heading', { name: 'Finish in your browser' }));
    note(await picture(window, 'waiting'));
    return await browser.nextPage();
  });

  await progress.step(`Sign in there as ${name}`, async (note) => {
    await page.getByRole('textbox').fill(name);
    note(await picture(page, 'sign-in'));
    await page.getByRole('button', { name: 'Sign in' }).click();
  });

  await progress.step('Agree to what Lanyard asks for', async (note) => {
    const allow = page.getByRole('button', { name: 'Allow' });
    await seen(allow);
    note(await picture(page, 'agree'));
    // The way back is a link of the app's own scheme, which no page ever loads.
    await allow.click({ noWaitAfter: true });
  });

  await progress.step('The link leads back, and the account is connected', async (note) => {
    await seen(
      window.getByRole('status').filter({ hasText: `Connected to ${service} as ${name}` }),
    );
    await seen(entry);
    await seen(entry.getByText(service));
    proveThat(practice.all('Grant').length === 1, 'the server has granted access once');
    note(await picture(window, 'connected'));
  });

  const details = window.getByRole('region', { name });
  const issued = () => issuedTokens(practice);

  await progress.step('Refresh it: the server gives new tokens for the old', async (note) => {
    const before = issued();
    proveThat(before.refreshTokens.length === 1, 'there is one refresh token before');
    await details.getByRole('button', { name: 'Refresh now' }).click();
    const after = await waitFor('new tokens at the server', () => {
      const now = issued();
      return now.refreshTokens.length > before.refreshTokens.length ? now : undefined;
    });
    const unused = after.refreshTokens.filter((token) => !before.refreshTokens.includes(token));
    proveThat(unused.length === 1, 'there is exactly one new refresh token');
    proveThat(after.usedUp.includes(before.refreshTokens[0] ?? ''), 'the old one is used up');
    await seen(entry);
    note(await picture(window, 'refreshed'));
  });

  const last = issued();
  await progress.step('Disconnect: the server is asked, and says so', async (note) => {
    await details.getByRole('button', { name: 'Disconnect' }).click();
    const question = window.getByRole('alertdialog');
    await seen(question);
    note(await picture(window, 'disconnect'));
    await question.getByRole('button', { name: 'Disconnect' }).click();
    await seen(window.getByText(`${service} refused the old token`).first());
    note(await picture(window, 'disconnected'));
    // While the evidence is shown nothing behind it can be found, so the list says nothing yet.
    await window.keyboard.press('Escape');
    await seen(window.getByRole('heading', { name: 'No accounts connected yet' }));
  });

  await progress.step('Ask the server: every token is refused', async (note) => {
    for (const token of last.accessTokens) {
      const { status } = await fetch(`${practice.issuer}/me`, {
        headers: { authorization: `Bearer ${token}` },
      });
      proveThat(status === 401, 'the server refuses the access token');
    }
    for (const token of last.refreshTokens) {
      const response = await fetch(`${practice.issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: token,
          client_id: 'lanyard',
        }),
      });
      proveThat(response.status === 400, 'the server refuses the refresh token');
    }
    const counted = last.accessTokens.length + last.refreshTokens.length;
    proveThat(counted >= 2, 'there were tokens to ask about');
    note(`${String(counted)} tokens`);
  });
}

/** @param {Stage['practice']} practice */
function issuedTokens(practice) {
  const refreshTokens = practice.all('RefreshToken');
  return {
    accessTokens: practice.all('AccessToken').map(({ id }) => id),
    refreshTokens: refreshTokens.map(({ id }) => id),
    usedUp: refreshTokens.filter(({ payload }) => payload.consumed).map(({ id }) => id),
  };
}
