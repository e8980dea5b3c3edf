/**
 * The tour: connect → list → refresh → disconnect. It finds elements by role and name, as users and
 * screen readers do, and checks the effects at the server itself.
 */
import { SetupError } from '../setup/progress.mjs';
import { waitFor } from './wait-for.mjs';

const service = 'Practice service';
const name = 'Ada Lovelace';
/** For the first connection, from the first click to the account in the list. */
const mostClicks = 5;
const mostSeconds = 60;

/**
 * @typedef {object} TourSetup
 * @property {import('../practice-service/practice-service.mjs').PracticeService} practice
 * @property {import('./system-browser.mjs').SystemBrowser} browser
 * @property {() => Promise<import('playwright').Page>} openApp
 * @property {(page: import('playwright').Page, name: string) => Promise<string>} takePicture
 */

/**
 * @param {import('../setup/progress.mjs').Progress} progress
 * @param {TourSetup} setup
 */
export async function runSteps(progress, { practice, browser, openApp, takePicture }) {
  /** @param {import('playwright').Locator} locator */
  const waitUntilVisible = (locator) => locator.waitFor({ timeout: 20_000 });
  /** @param {boolean} happened @param {string} what */
  const check = (happened, what) => {
    if (!happened) throw new SetupError(`This did not happen: ${what}.`);
  };

  const window = await progress.step('Open Lanyard: no account is connected yet', async (note) => {
    const page = await openApp();
    await waitUntilVisible(page.getByRole('heading', { name: 'No accounts connected yet' }));
    note(await takePicture(page, 'nothing-connected'));
    return page;
  });
  const list = window.getByRole('list', { name: 'Connections' });
  const entry = list.getByRole('listitem').filter({ hasText: name });

  /** The first connection, as a person makes it who has never seen the app. */
  const journey = { startedAt: 0, clicks: 0 };
  /** @param {import('playwright').Locator} locator @param {{ noWaitAfter?: boolean }} [options] */
  const click = async (locator, options) => {
    journey.clicks += 1;
    await locator.click(options);
  };

  await progress.step('Choose a service to connect to', async (note) => {
    journey.startedAt = performance.now();
    await click(window.getByRole('button', { name: 'Connect an account' }).first());
    const dialog = window.getByRole('dialog', { name: 'Connect an account' });
    const choice = dialog.getByRole('button', { name: service, exact: true });
    await waitUntilVisible(choice);
    note(await takePicture(window, 'choose-a-service'));
    await click(choice);
  });

  await progress.step('Choose what Lanyard may do there: the least is chosen', async (note) => {
    const proceed = window.getByRole('button', { name: 'Continue in the browser' });
    await waitUntilVisible(proceed);
    check(
      !(await window.getByRole('checkbox', { name: 'Write and delete your notes' }).isChecked()),
      'what is not needed is not chosen',
    );
    note(await takePicture(window, 'permissions'));
    await click(proceed);
  });

  const page = await progress.step('Lanyard opens the browser and waits', async (note) => {
    await waitUntilVisible(window.getByRole('heading', { name: 'Finish in your browser' }));
    note(await takePicture(window, 'waiting'));
    return await browser.nextPage();
  });

  await progress.step(`Sign in there as ${name}`, async (note) => {
    await page.getByRole('textbox').fill(name);
    note(await takePicture(page, 'sign-in'));
    await click(page.getByRole('button', { name: 'Sign in' }));
  });

  await progress.step('Allow what Lanyard requests', async (note) => {
    const allow = page.getByRole('button', { name: 'Allow' });
    await waitUntilVisible(allow);
    note(await takePicture(page, 'agree'));
    // The redirect is a link of the app's own scheme, which loads no page.
    await click(allow, { noWaitAfter: true });
  });

  await progress.step('The link returns to Lanyard, and the account is connected', async (note) => {
    await waitUntilVisible(
      window.getByRole('status').filter({ hasText: `Connected to ${service} as ${name}` }),
    );
    const seconds = Math.ceil((performance.now() - journey.startedAt) / 1000);
    await waitUntilVisible(entry);
    await waitUntilVisible(entry.getByText(service));
    check(practice.all('Grant').length === 1, 'the server has granted access once');
    check(journey.clicks <= mostClicks, `at most ${String(mostClicks)} clicks to connect`);
    check(seconds <= mostSeconds, `at most ${String(mostSeconds)} seconds to connect`);
    const picture = await takePicture(window, 'connected');
    note(`${picture}, ${String(journey.clicks)} clicks and ${String(seconds)} s to connect`);
  });

  const details = window.getByRole('region', { name });
  const currentTokens = () => issuedTokens(practice);

  await progress.step('Refresh: the server exchanges the old tokens for new ones', async (note) => {
    const before = currentTokens();
    check(before.refreshTokens.length === 1, 'there is one refresh token before');
    await details.getByRole('button', { name: 'Refresh now' }).click();
    const after = await waitFor('new tokens at the server', () => {
      const now = currentTokens();
      return now.refreshTokens.length > before.refreshTokens.length ? now : undefined;
    });
    const unused = after.refreshTokens.filter((token) => !before.refreshTokens.includes(token));
    check(unused.length === 1, 'there is exactly one new refresh token');
    check(after.usedUp.includes(before.refreshTokens[0] ?? ''), 'the old one is used up');
    await waitUntilVisible(entry);
    note(await takePicture(window, 'refreshed'));
  });

  const last = currentTokens();
  await progress.step('Disconnect: the server revokes the tokens', async (note) => {
    await details.getByRole('button', { name: 'Disconnect' }).click();
    const question = window.getByRole('alertdialog');
    await waitUntilVisible(question);
    note(await takePicture(window, 'disconnect'));
    await question.getByRole('button', { name: 'Disconnect' }).click();
    await waitUntilVisible(window.getByText(`${service} refused the old token`).first());
    note(await takePicture(window, 'disconnected'));
    // The dialog with the evidence hides everything behind it, so close it before looking at the list.
    await window.keyboard.press('Escape');
    await waitUntilVisible(window.getByRole('heading', { name: 'No accounts connected yet' }));
  });

  await progress.step('Ask the server: every token is refused', async (note) => {
    for (const token of last.accessTokens) {
      const { status } = await fetch(`${practice.issuer}/me`, {
        headers: { authorization: `Bearer ${token}` },
      });
      check(status === 401, 'the server refuses the access token');
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
      check(response.status === 400, 'the server refuses the refresh token');
    }
    const counted = last.accessTokens.length + last.refreshTokens.length;
    check(counted >= 2, 'there were tokens to ask about');
    note(`${String(counted)} tokens`);
  });
}

/** @param {TourSetup['practice']} practice */
function issuedTokens(practice) {
  const refreshTokens = practice.all('RefreshToken');
  return {
    accessTokens: practice.all('AccessToken').map(({ id }) => id),
    refreshTokens: refreshTokens.map(({ id }) => id),
    usedUp: refreshTokens.filter(({ payload }) => payload.consumed).map(({ id }) => id),
  };
}
