/** The sentences of the page that the browser shows once the answer has arrived, in one language. */
export interface LoopbackPageText {
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly heading: string;
  readonly text: string;
}

const style =
  ':root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}' +
  'body{min-height:90vh;margin:0;display:grid;place-content:center;padding:2rem;text-align:center}' +
  'h1{font-size:1.5rem;font-weight:600;margin:0 0 .5rem}p{margin:0;opacity:.75}';

/**
 * The same page for every request and with nothing of the request in it, so that nothing can be
 * injected. It does not claim success: the outcome is not known yet, and the app reports it.
 */
export function loopbackPage(page: LoopbackPageText): string {
  const { language, direction, title, heading, text } = page;
  return (
    `<!doctype html><html lang="${escaped(language)}" dir="${direction}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>` +
    `<style>${style}</style></head><body><main><h1>${escaped(heading)}</h1>` +
    `<p>${escaped(text)}</p></main></body></html>`
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** SHA-256 of `style`, all that the page may use; loopback-redirect.server.test.ts compares the two. */
const styleHash = 'tdJ0VP1JsFpzX5ur2zB2//xFBhSGurxNn7ZcZ0iqPfM=';

export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
