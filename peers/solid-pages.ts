/** The pages of the Community Solid Server need a script: this does by its API what they do. */
import type { Browser, OnPage, Page } from '../testing/headless-browser.js';

interface Controls {
  readonly controls: {
    /** With `logout` only once somebody is signed in. */
    readonly account?: { readonly logout?: string };
    readonly password?: { readonly login?: string };
    readonly oidc?: { readonly webId: string; readonly consent: string };
  };
}

export function onSolidPage(account: {
  readonly email: string;
  readonly password: string;
}): OnPage {
  return async (page, browser) => {
    if (!new URL(page.url).pathname.startsWith('/.account/')) return null;
    const { controls } = await controlsOf(page, browser);
    return controls.account?.logout === undefined
      ? signIn(controls, browser, account)
      : consent(controls, browser);
  };
}

type Steps = Controls['controls'];

async function signIn(controls: Steps, browser: Browser, account: object): Promise<string | null> {
  return locationIn(await call(browser, addressOf(controls.password?.login), account));
}

async function consent(controls: Steps, browser: Browser): Promise<string | null> {
  const { webId, consent: agree } = controls.oidc ?? {};
  const { webIds } = (await call(browser, addressOf(webId))) as { readonly webIds: string[] };
  const chosen = await call(browser, addressOf(webId), { webId: webIds[0] });
  // Only with this request does the sign-in know the choice.
  await browser.send(locationIn(chosen) ?? '');
  return locationIn(await call(browser, addressOf(agree), { remember: true }));
}

async function controlsOf({ url }: Page, browser: Browser): Promise<Controls> {
  return (await call(browser, new URL('/.account/', url).href)) as Controls;
}

async function call(browser: Browser, url: string, body?: object): Promise<object> {
  const response = await browser.send(url, {
    headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`HTTP ${response.status} at ${new URL(url).pathname}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as object;
}

function addressOf(url: string | undefined): string {
  if (url === undefined) throw new Error('the account page does not offer this step');
  return url;
}

function locationIn(answer: object): string | null {
  return 'location' in answer && typeof answer.location === 'string' ? answer.location : null;
}
