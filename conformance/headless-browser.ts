/** A browser without a window: follows redirects, as the servers of the suite ask for no form and no click. */

import { sendByNode } from '../testing/headless-browser.js';

/** A person's browser gives up after about as many. */
const mostRedirects = 20;

/**
 * Opens an address and follows it to a page that does not redirect.
 *
 * @param openLink takes an address of another scheme than http, as the operating system would
 */
export async function browse(start: string, openLink: (link: string) => void): Promise<void> {
  let address = start;
  for (let step = 0; step < mostRedirects; step += 1) {
    if (!/^https?:/.test(address)) {
      openLink(address);
      return;
    }
    // Not by fetch, which says that a script asks.
    const response = await sendByNode(address, new Headers(topLevelNavigation), {});
    const location = response.headers.get('location');
    await response.body?.cancel();
    if (location === null) return;
    address = new URL(location, address).href;
  }
  throw new Error('too many redirects');
}

/** Fetch Metadata of a page that the person navigates to. */
const topLevelNavigation = {
  accept: 'text/html',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'cross-site',
};
