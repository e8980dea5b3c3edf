/**
 * The page that the browser shows once the response has arrived: the same bytes for everyone and
 * nothing from the request, so that nothing can be injected. It does not mention the outcome, which
 * is not known yet; the app shows it.
 */
const style =
  ':root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}' +
  'body{min-height:90vh;margin:0;display:grid;place-content:center;padding:2rem;text-align:center}' +
  'h1{font-size:1.5rem;font-weight:600;margin:0 0 .5rem}p{margin:0;opacity:.75}';

export const page =
  '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
  '<meta name="viewport" content="width=device-width"><title>Lanyard</title>' +
  `<style>${style}</style></head><body><main><h1>Back to Lanyard</h1>` +
  '<p>You can close this tab and go back to Lanyard.</p></main></body></html>';

/** SHA-256 of `style`, the only thing the page may use; loopback-redirect.test.ts holds the two together. */
const styleHash = 'tdJ0VP1JsFpzX5ur2zB2//xFBhSGurxNn7ZcZ0iqPfM=';

export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
