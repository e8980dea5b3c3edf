/** The tray's icons: a badge on a lanyard, with a mark in the corner if something needs attention. */
import { join } from 'node:path';

import { projectDir } from '../setup/project.mjs';
import { rasterize } from './rasterize.mjs';

const folder = join(projectDir, 'main', 'electron', 'icons');

const themes = {
  /** For light and dark backgrounds. */
  coloured: {
    ink: '#fff',
    ground: '#3d4fe0',
    closed: '#5b6474',
    mark: '#ffb02e',
    ending: '#7f8aa0',
  },
  /** For macOS, which uses the shape and chooses the colour. */
  template: { ink: '#000', ground: null, closed: null, mark: '#000', ending: '#000' },
};

/** @typedef {keyof typeof themes} Theme */

const badge = `<path d="M8 3.5 16 14 24 3.5" fill="none" stroke-width="3.4" stroke-linejoin="round"/>
  <rect x="8.5" y="13.5" width="15" height="14" rx="3" stroke="none"/>`;
const padlock = `<path d="M10.5 15v-3.5a5.5 5.5 0 0 1 11 0V15" fill="none" stroke-width="3.2"/>
  <rect x="7.5" y="14" width="17" height="13" rx="3" stroke="none"/>`;
/** Cut out around the mark to separate it from the badge. */
const corner = '<circle cx="25" cy="25" r="9" fill="#000"/>';

/** @type {Record<string, {shape: string, mark: ((colours: typeof themes[Theme]) => string) | null}>} */
const statuses = {
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

/** @param {typeof themes[Theme]} colours @param {string} status */
function drawing(colours, status) {
  const { shape, mark } = statuses[status] ?? { shape: '', mark: null };
  const ground = status === 'locked' ? colours.closed : colours.ground;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <mask id="around"><rect width="32" height="32" fill="#fff"/>${mark ? corner : ''}</mask>
  <g mask="url(#around)">
    ${ground === null ? '' : `<rect width="32" height="32" rx="8" fill="${ground}"/>`}
    <g fill="${colours.ink}" stroke="${colours.ink}">${shape}</g>
  </g>
  ${mark ? mark(colours) : ''}
</svg>`;
}

/** @returns {import('./rasterize.mjs').GeneratedFile[]} 16 px, and 32 px for dense screens */
export function drawTrayIcons() {
  return Object.entries(themes).flatMap(([theme, colours]) =>
    Object.keys(statuses).flatMap((status) => {
      const svg = drawing(colours, status);
      const file = join(folder, `${theme}-${status}`);
      return [
        { file: `${file}.png`, data: rasterize(svg, 16) },
        { file: `${file}@2x.png`, data: rasterize(svg, 32) },
      ];
    }),
  );
}
