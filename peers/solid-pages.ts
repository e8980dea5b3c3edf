/** The pages of the Community Solid Server need a script: this does by its API what they do. */
import type { Browser, OnPage, Page } from './browser.js';

interface Controls {
  readonly controls: {
    readonly password?: { readonly login?: string };
    readonly oidc?: { readonly webId: string; readonly consent: string };
  };
}

export function onSolidPage(account: { readonly email: string; readonly password: string }): OnPage {
  return async (page, browser) => {
    const path = new URL(page.url).pathname;
    if (path.startsWith('/.account/login')) return signIn(page, browser, account);
    return path.startsWith('/.account/oidc/consent') ? consent(page, browser) : null;
  };
}

async function signIn(page: Page, browser: Browser, account: object): Promise<string | null> {
  const { controls } = await controlsOf(page, browser);
  return locationIn(await call(browser, addressOf(controls.password?.login), account));
}

async function consent(page: Page, browser: Browser): Promise<string | null> {
  const { controls } = await controlsOf(page, browser);
  const { webId, consent: agree } = controls.oidc ?? {};
  const { webIds } = (await call(browser, addressOf(webId))) as { readonly webIds: string[] };
  const chosen = await call(browser, addressOf(webId), { webId: webIds[0] });
  // Only with this request does the sign-in know the choice.
  await browser.send(locationIn(chosen) ?? '');
  return locationIn(await call(browser, addressOf(agree), { remember: false }));
}

async function controlsOf({ url }: Page, browser: Browser): Promise<Controls> {
  return (await call(browser, new URL('/.account/', url).href)) as Controls;
}

async function call(browser: Browser, url: string, body?: object): Promise<object> {
  const response = await browser.send(url, {
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`HTTP ${response.status} at ${new URL(url).pathname}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as object;
}

function addressOf(url: string | undefined): string {
  if (url === undefined) throw new Error('the account page does not offer this step');
  return url;
}

function locationIn(answer: object): string | null {
  return 'location' in answer && typeof answer.location === 'string' ? answer.location : null;
}
