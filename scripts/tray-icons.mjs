/**
 * Draws the tray's icons into main/electron/icons/, where they are kept: `node scripts/tray-icons.mjs`
 * after a change here. A badge on its strap; a mark in the corner where something is to be done.
 */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { chromium } from 'playwright';

const folder = resolve(import.meta.dirname, '../main/electron/icons');

const looks = {
  /** On any ground, light or dark. */
  coloured: {
    ink: '#fff',
    ground: '#2f55d4',
    closed: '#5b6474',
    mark: '#ffb02e',
    ending: '#7f8aa0',
  },
  /** macOS takes the shape and chooses the colour. */
  template: { ink: '#000', ground: null, closed: null, mark: '#000', ending: '#000' },
};

/** @typedef {keyof typeof looks} Look */

const badge = `<path d="M8 3.5 16 14 24 3.5" fill="none" stroke-width="3.4" stroke-linejoin="round"/>
  <rect x="8.5" y="13.5" width="15" height="14" rx="3" stroke="none"/>`;
const padlock = `<path d="M10.5 15v-3.5a5.5 5.5 0 0 1 11 0V15" fill="none" stroke-width="3.2"/>
  <rect x="7.5" y="14" width="17" height="13" rx="3" stroke="none"/>`;
/** Cut out around the mark, so that it stands by itself. */
const corner = '<circle cx="25" cy="25" r="9" fill="#000"/>';

/** @type {Record<string, {shape: string, mark: ((colours: typeof looks[Look]) => string) | null}>} */
const moods = {
  good: { shape: badge, mark: null },
  attention: {
    shape: badge,
    mark: ({ mark }) => `<circle cx="25" cy="25" r="7" fill="${mark}"/>`,
  },
  disconnecting: {
    shape: badge,
    mark: ({ ending }) =>
      `<circle cx="25" cy="25" r="5" fill="none" stroke="${ending}" stroke-width="3"/>`,
  },
  locked: { shape: padlock, mark: null },
};

/** @param {typeof looks[Look]} colours @param {string} status */
function drawing(colours, status) {
  const { shape, mark } = moods[status] ?? { shape: '', mark: null };
  const ground = status === 'locked' ? colours.closed : colours.ground;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="100%" height="100%">
  <mask id="around"><rect width="32" height="32" fill="#fff"/>${mark ? corner : ''}</mask>
  <g mask="url(#around)">
    ${ground === null ? '' : `<rect width="32" height="32" rx="8" fill="${ground}"/>`}
    <g fill="${colours.ink}" stroke="${colours.ink}">${shape}</g>
  </g>
  ${mark ? mark(colours) : ''}
</svg>`;
}

const browser = await chromium.launch({
  ...(process.platform === 'linux' ? { executablePath: '/usr/bin/chromium' } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
for (const deviceScaleFactor of [1, 2]) {
  const page = await browser.newPage({ viewport: { width: 16, height: 16 }, deviceScaleFactor });
  for (const [look, colours] of Object.entries(looks)) {
    for (const status of Object.keys(moods)) {
      await page.setContent(
        `<style>*{margin:0}svg{display:block}</style>${drawing(colours, status)}`,
      );
      const name = `${look}-${status}${deviceScaleFactor === 2 ? '@2x' : ''}.png`;
      await writeFile(join(folder, name), await page.screenshot({ omitBackground: true }));
    }
  }
}
await browser.close();
