/** Reads marks from the installed packages, as nothing but paths with a colour. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { projectDir } from '../setup/project.mjs';

/**
 * @typedef {object} Mark
 * @property {string} viewBox
 * @property {{ d: string, fill: string }[]} paths
 *
 * @typedef {object} MarkOrigin
 * @property {string} title
 * @property {string} package
 * @property {string} [url] where the package took it from
 * @property {string} [guidelines]
 * @property {string} [licence] if it is not the package's own
 *
 * @typedef {Record<string, string>} Attributes
 * @typedef {{ body: string, left?: number, top?: number, width?: number, height?: number, hidden?: boolean }} Logo
 * @typedef {{ width: number, height: number, icons: Record<string, Logo> }} LogoSet
 * @typedef {{ title: string, slug: string, hex: string, source: string, guidelines?: string, license?: { type: string } }} SimpleIcon
 */

/** Licences of single marks whose conditions NOTICE and LICENSE fulfil. */
const permittedLicences = ['CC0-1.0', 'Apache-2.0'];

/** @param {string} name */
function installed(name) {
  const folder = join(projectDir, 'node_modules', name);
  /** @type {unknown} */
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { version, license } = /** @type {{ version: string, license: string }} */ (manifest);
  if (license !== 'CC0-1.0') throw new Error(`${name} is now under ${license}.`);
  return { name, version, license, folder };
}

const require = createRequire(import.meta.url);
const simpleIcons = installed('simple-icons');
const logos = installed('@iconify-json/logos');
export const packages = [simpleIcons, logos];

/** @type {unknown} */
const simpleIconData = require('simple-icons/icons.json');
const simpleIconList = /** @type {SimpleIcon[]} */ (simpleIconData);
/** @type {unknown} */
const logoData = require('@iconify-json/logos/icons.json');
const logoSet = /** @type {LogoSet} */ (logoData);

/** @param {import('./sources.mjs').Source} source @returns {Promise<{ mark: Mark, origin: MarkOrigin }>} */
export async function readMark({ from, name }) {
  return from === 'logos' ? readLogo(name) : await readSimpleIcon(name);
}

/** @param {string} slug @returns {Promise<{ mark: Mark, origin: MarkOrigin }>} */
async function readSimpleIcon(slug) {
  const icon = simpleIconList.find((candidate) => candidate.slug === slug);
  if (icon === undefined) throw new Error(`simple-icons has no mark "${slug}", or withdrew it.`);
  const licence = icon.license?.type;
  checkLicence(slug, licence);
  const svg = await readFile(join(simpleIcons.folder, 'icons', `${slug}.svg`), 'utf8');
  const inside = svg.replace(/^<svg[^>]*>(<title>[^<]*<\/title>)?/, '').replace(/<\/svg>\s*$/, '');
  const viewBox = /viewBox="([^"]*)"/.exec(svg)?.[1] ?? '';
  return {
    mark: { viewBox, paths: pathsOf(slug, inside, `#${icon.hex}`) },
    origin: {
      title: icon.title,
      package: simpleIcons.name,
      url: icon.source,
      ...(icon.guidelines !== undefined && { guidelines: icon.guidelines }),
      ...(licence !== undefined && { licence }),
    },
  };
}

/** @param {string} name @returns {{ mark: Mark, origin: MarkOrigin }} */
function readLogo(name) {
  const logo = logoSet.icons[name];
  checkNotWithdrawn(name, logo);
  const { left = 0, top = 0, width = logoSet.width, height = logoSet.height, body } = logo;
  return {
    mark: {
      viewBox: `${left} ${top} ${width} ${height}`,
      paths: pathsOf(name, body, '#000000'),
    },
    origin: { title: name, package: logos.name },
  };
}

/**
 * The set keeps what its authors removed, as hidden.
 * @param {string} name @param {Logo | undefined} logo
 * @returns {asserts logo is Logo}
 */
export function checkNotWithdrawn(name, logo) {
  if (logo === undefined) throw new Error(`@iconify-json/logos has no mark "${name}".`);
  if (logo.hidden === true) throw new Error(`The mark "${name}" was withdrawn.`);
}

/** @param {string} name @param {string | undefined} licence */
export function checkLicence(name, licence) {
  if (licence !== undefined && !permittedLicences.includes(licence)) {
    throw new Error(`The mark "${name}" is under ${licence}, so it cannot be shipped.`);
  }
}

/**
 * Refuses everything that is no plain shape, such as gradients, masks, references and scripts.
 * @param {string} name @param {string} markup @param {string} colour of shapes that name none
 */
export function pathsOf(name, markup, colour) {
  const paths = [];
  let rest = markup;
  while (rest !== '') {
    const shape = /^<(path|circle|ellipse)((?: [a-z-]+="[^"]*")+)\/>/.exec(rest);
    if (shape === null) throw new Error(`The mark "${name}" is not made of plain shapes: ${rest}`);
    const [text, element = '', list = ''] = shape;
    /** @type {Attributes} */
    const attributes = Object.fromEntries(
      [...list.matchAll(/([a-z-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
    );
    const { fill = colour, 'fill-opacity': opacity = '1', ...geometry } = attributes;
    paths.push({ d: pathData(name, element, geometry), fill: hexColour(name, fill, opacity) });
    rest = rest.slice(text.length);
  }
  return paths;
}

/** @param {string} name @param {string} element @param {Attributes} geometry */
function pathData(name, element, geometry) {
  const { d, cx, cy, r, rx = r, ry = r, ...others } = geometry;
  if (Object.keys(others).length > 0) {
    throw new Error(`The mark "${name}" has ${Object.keys(others).join(', ')}.`);
  }
  if (element !== 'path') {
    const width = Number(rx);
    return `M${Number(cx) - width} ${cy}a${rx} ${ry} 0 1 0 ${2 * width} 0a${rx} ${ry} 0 1 0 ${-2 * width} 0z`;
  }
  if (d === undefined || !/^[MmLlHhVvCcSsQqTtAaZz0-9eE.,\s-]+$/.test(d)) {
    throw new Error(`The mark "${name}" has a path that is no path data.`);
  }
  return d;
}

/** @param {string} name @param {string} fill @param {string} opacity */
function hexColour(name, fill, opacity) {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(fill);
  const long =
    short === null
      ? fill
      : `#${short
          .slice(1)
          .map((digit) => digit.repeat(2))
          .join('')}`;
  const alpha = Math.round(Number(opacity) * 255);
  if (!/^#[0-9a-f]{6}$/i.test(long) || !(alpha >= 0 && alpha <= 255)) {
    throw new Error(`The mark "${name}" has the fill ${fill}.`);
  }
  return (alpha === 255 ? long : `${long}${alpha.toString(16).padStart(2, '0')}`).toLowerCase();
}
