/**
 * The last page of a sign-in in the browser, in the colours of the window (renderer/tokens.css). Each
 * outcome has a page of its own, with nothing of the request in it, so that nothing can be injected.
 */

/** How the sign-in ended, as far as the page tells: the app tells more. */
export type LoopbackOutcome =
  /** The response is here, and the app is not done with it or has a question. */
  | 'received'
  | 'connected'
  /** The user did not allow access. */
  | 'declined'
  | 'failed'
  /** The response belongs to no sign-in that waits. */
  | 'unmatched';

/** The sentences of the pages, in one language. */
export interface LoopbackPageText {
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly pages: Readonly<
    Record<LoopbackOutcome, { readonly heading: string; readonly text: string }>
  >;
}

/** The app's icon, as in build/icon.svg. */
export const appMark =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="56" height="56" aria-hidden="true"><defs>' +
  '<linearGradient id="light" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#4b5df0" /><stop offset="1" stop-color="#3442cc" /></linearGradient>' +
  '<clipPath id="outline"><rect width="512" height="512" rx="116" /></clipPath></defs>' +
  '<g clip-path="url(#outline)"><rect width="512" height="512" fill="url(#light)" />' +
  '<path d="M390-32h68L288 200h-64z" fill="#aeb8ff" /><path d="M54-32h68L288 200h-64z" fill="#fff" />' +
  '<rect x="224" y="200" width="64" height="40" fill="#fff" /><rect x="128" y="224" width="256" height="224" rx="44" fill="#fff" />' +
  '<circle cx="256" cy="322" r="35" fill="#3d4fe0" /><path d="M180 418a76 50 0 0 1 152 0z" fill="#3d4fe0" />' +
  '<g id="detail"><rect x="216" y="244" width="80" height="22" rx="11" fill="#3d4fe0" /></g></g></svg>';

/** The lines of a small sign beside the heading, in a box of 24 by 24. */
const signs: Readonly<Record<LoopbackOutcome, string>> = {
  received: '<path d="M9 14 4 9l5-5" /><path d="M4 9h10.5a5.5 5.5 0 0 1 0 11H11" />',
  connected: '<path d="M20 6 9 17l-5-5" />',
  declined: '<circle cx="12" cy="12" r="10" /><path d="M8 12h8" />',
  failed: '<path d="M12 4 2.5 20.5h19z" /><path d="M12 10v4.5" /><path d="M12 17.5h.01" />',
  unmatched: '<circle cx="12" cy="12" r="10" /><path d="M12 8v5" /><path d="M12 16.5h.01" />',
};

const style =
  ':root{color-scheme:light dark;--ground:#f3f4f7;--surface:#fff;--line:#e3e5eb;--ink:#17181c;--soft:#5a6070;' +
  '--good:#12693c;--good-ground:#e6f5ec;--warn:#855000;--warn-ground:#fff3dc;--quiet-ground:#eaecf1}' +
  '@media(prefers-color-scheme:dark){:root{--ground:#17181d;--surface:#22252e;--line:#30343f;--ink:#eef0f5;--soft:#a9b0c0;' +
  '--good:#7bd3a0;--good-ground:#173024;--warn:#f0bd6a;--warn-ground:#332912;--quiet-ground:#2a2e39}}' +
  '*{box-sizing:border-box}' +
  "body{min-height:100vh;margin:0;padding:16px;display:grid;place-items:center;background:var(--ground);color:var(--ink);font:16px/24px system-ui,-apple-system,'Segoe UI Variable Text','Segoe UI',Cantarell,'Noto Sans',sans-serif}" +
  'main{display:grid;justify-items:center;gap:12px;width:min(440px,100%);padding:40px 32px;border:1px solid var(--line);border-radius:14px;background:var(--surface);text-align:center;overflow-wrap:anywhere}' +
  'h1{display:flex;align-items:center;justify-content:center;gap:12px;margin:12px 0 0;font-size:20px;line-height:26px;font-weight:650}' +
  'p{margin:0;color:var(--soft);text-wrap:balance}' +
  '.sign{display:grid;flex:none;place-items:center;width:32px;height:32px;border-radius:50%;background:var(--quiet-ground);color:var(--soft)}' +
  '.sign svg{width:18px;height:18px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}' +
  '[data-outcome=connected] .sign{background:var(--good-ground);color:var(--good)}' +
  '[data-outcome=failed] .sign{background:var(--warn-ground);color:var(--warn)}' +
  '@media(forced-colors:active){.sign{border:1px solid}}';

export function loopbackPage(
  outcome: LoopbackOutcome,
  { language, direction, title, pages }: LoopbackPageText,
): string {
  const { heading, text } = pages[outcome];
  return (
    `<!doctype html><html lang="${escaped(language)}" dir="${direction}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width">` +
    `<title>${escaped(`${heading} – ${title}`)}</title><style>${style}</style></head>` +
    `<body><main data-outcome="${outcome}">${appMark}` +
    `<h1><span class="sign" aria-hidden="true"><svg viewBox="0 0 24 24">${signs[outcome]}</svg></span>` +
    `<span>${escaped(heading)}</span></h1><p>${escaped(text)}</p></main></body></html>`
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** SHA-256 of `style`, all that the page may use; loopback-page.test.ts compares the two. */
const styleHash = '5T52xfoLtM4Q+m+KDVX1kpQd8yRFmmkPBkVQ242uP54=';

export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
