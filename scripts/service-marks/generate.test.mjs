import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { projectDir } from '../setup/project.mjs';
import { checkDecisions, generateServiceMarks, readShippedServices } from './generate.mjs';
import { checkLicence, checkNotWithdrawn, pathsOf, readMark } from './read-mark.mjs';
import { sources, withoutMark } from './sources.mjs';

/** @typedef {import('./read-mark.mjs').Mark} Mark */

const file = join(projectDir, 'renderer', 'components', 'service-marks.json');
const text = await readFile(file, 'utf8');
/** @type {unknown} */
const checkedIn = JSON.parse(text);
const { services, marks } =
  /** @type {{ services: Record<string, string>, marks: Record<string, Mark> }} */ (checkedIn);
const paths = Object.entries(marks).flatMap(([name, mark]) =>
  mark.paths.map((path) => ({ name, ...path })),
);

test('a mark that was withdrawn is refused', async () => {
  expect(() => checkNotWithdrawn('azure', { body: '<path d="M0 0z"/>', hidden: true })).toThrow(
    'withdrawn',
  );
  await expect(readMark({ from: 'logos', name: 'azure', services: [] })).rejects.toThrow(
    'withdrawn',
  );
  await expect(readMark({ from: 'simple-icons', name: 'microsoft', services: [] })).rejects.toThrow(
    'withdrew',
  );
});

test('a mark under a licence with conditions of its own is refused', async () => {
  expect(() => checkLicence('keycloak', 'custom')).toThrow('cannot be shipped');
  expect(() => checkLicence('sanity', 'MIT')).toThrow('cannot be shipped');
  await expect(readMark({ from: 'simple-icons', name: 'forgejo', services: [] })).rejects.toThrow(
    'CC-BY-SA-4.0',
  );
});

test.each([
  '<script>alert(1)</script>',
  '<path d="M0 0z" onclick="alert(1)"/>',
  '<path d="M0 0z" fill="url(#gradient)"/>',
  '<path d="M0 0z" style="fill:red"/>',
  '<path d="M0 0z" fill="red"/>',
  '<path d="M0 0z" fill="#fff" fill-opacity="2"/>',
  '<path d="url(https://example.com)"/>',
  '<path fill="#fff"/>',
  '<path d="M0 0z" transform="scale(2)"/>',
  '<use href="#shape"/>',
  '<image href="https://example.com/mark.png"/>',
  '<g fill="#fff"><path d="M0 0z"/></g>',
  '<circle cx="1" cy="1" r="1" d="M0 0z" filter="none"/>',
  'text',
])('the shape %s is refused', (markup) => {
  expect(() => pathsOf('test', markup, '#000000')).toThrow('The mark "test"');
});

test('shapes become paths with a colour each', () => {
  const markup =
    '<circle cx="5" cy="6" r="4" fill="#FFF"/><ellipse cx="5" cy="6" rx="4" ry="2"/>' +
    '<path fill="#00ca72" fill-opacity=".25" d="m1-2e-3 3,4Z"/>';
  expect(pathsOf('test', markup, '#123456')).toEqual([
    { d: 'M1 6a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z', fill: '#ffffff' },
    { d: 'M1 6a4 2 0 1 0 8 0a4 2 0 1 0 -8 0z', fill: '#123456' },
    { d: 'm1-2e-3 3,4Z', fill: '#00ca7240' },
  ]);
});

test('the checked-in marks and NOTICE are what the installed packages give', async () => {
  for (const { file: generated, text: expected } of await generateServiceMarks()) {
    expect(await readFile(generated, 'utf8')).toBe(expected);
  }
});

test('each mark belongs to a shipped service, and each service without one has a reason', async () => {
  const shipped = (await readShippedServices()).map(({ id }) => id);
  expect(shipped).toEqual(expect.arrayContaining(Object.keys(services)));
  expect(Object.keys(marks).sort()).toEqual([...new Set(Object.values(services))].sort());
  checkDecisions(shipped);
  expect(() => checkDecisions([...shipped, 'new'])).toThrow('undecided: new');
  expect(() => checkDecisions(shipped.filter((id) => id !== 'google'))).toThrow('unknown: google');
  expect(Object.keys(services).length + Object.values(withoutMark).flat().length).toBe(
    shipped.length,
  );
  expect(new Set(sources.map(({ name }) => name)).size).toBe(sources.length);
});

test('the checked-in marks are path data and colours, and nothing else', () => {
  for (const { d, fill } of paths) {
    expect(d).toMatch(/^[Mm][MmLlHhVvCcSsQqTtAaZz0-9eE.,\s-]*$/);
    expect(fill).toMatch(/^#[0-9a-f]{6}([0-9a-f]{2})?$/);
  }
  for (const { viewBox, paths: drawn, ...others } of Object.values(marks)) {
    expect(viewBox).toMatch(/^-?[\d.]+ -?[\d.]+ [\d.]+ [\d.]+$/);
    expect(drawn.length).toBeGreaterThan(0);
    expect(others).toEqual({});
  }
  expect(text.length).toBeLessThan(120 * 1024);
});

test('each mark can be seen on a white tile', () => {
  for (const [name, mark] of Object.entries(marks)) {
    const contrasts = mark.paths.map(({ fill }) => contrastWithWhite(fill));
    expect([name, Math.max(...contrasts) > 1.4]).toEqual([name, true]);
  }
});

/** @param {string} colour as in WCAG */
function contrastWithWhite(colour) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
