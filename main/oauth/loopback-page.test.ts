import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import {
  appMark,
  loopbackPage,
  type LoopbackOutcome,
  type LoopbackPageText,
  pageHeaders,
} from './loopback-page.js';

const outcomes = ['received', 'connected', 'declined', 'failed', 'unmatched'] as const;
const text: LoopbackPageText = {
  language: 'ar',
  direction: 'rtl',
  title: 'Lanyard',
  pages: Object.fromEntries(
    outcomes.map((each) => [each, { heading: `Heading ${each}`, text: `Text ${each}` }]),
  ) as Record<LoopbackOutcome, { heading: string; text: string }>,
};
const root = join(import.meta.dirname, '..', '..');

describe.each(outcomes)('the last page in the browser, %s', (outcome) => {
  const page = loopbackPage(outcome, text);

  test('names its outcome in the title, the heading and a sentence', () => {
    expect(page).toMatch(/^<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">/);
    expect(page).toContain(`<title>Heading ${outcome} – Lanyard</title>`);
    expect(page).toContain(`<span>Heading ${outcome}</span></h1><p>Text ${outcome}</p>`);
  });

  test('may use its own style and nothing else: no script, no address, no inline style (H94)', () => {
    const style = /<style>(.*)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(pageHeaders['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(page).not.toMatch(/<script|\sstyle=|\shref=|\ssrc=|\son\w+=|@import|url\((?!#)/);
  });
});

test('the words of the pages cannot become markup', () => {
  const pages = { ...text.pages, failed: { heading: 'Back to "R&D" <here>', text: '<b>' } };
  const page = loopbackPage('failed', { ...text, pages });
  expect(page).toContain('<span>Back to &quot;R&amp;D&quot; &lt;here></span>');
  expect(page).toContain('<p>&lt;b></p>');
});

test('the mark on the page is the app’s icon', () => {
  const shapes = (svg: string) => [...svg.matchAll(/<(?:path|rect|circle|stop)[^>]*>/g)].flat();
  const icon = readFileSync(join(root, 'build', 'icon.svg'), 'utf8');
  expect(shapes(appMark)).toEqual(shapes(icon));
});

test.each(['light', 'dark'])('the page has the colours of the window, %s', (theme) => {
  const tokens = readFileSync(join(root, 'renderer', 'tokens.css'), 'utf8');
  const [light = '', dark = ''] = tokens.split('@media (prefers-color-scheme: dark)');
  const from = theme === 'light' ? light : dark;
  const style = /<style>(.*)<\/style>/.exec(loopbackPage('received', text))?.[1] ?? '';
  const [pageLight = '', pageDark = ''] = style.split('@media(prefers-color-scheme:dark)');
  const page = theme === 'light' ? pageLight : pageDark;
  const short = (value: string) => value.replace(/^#(.)\1(.)\2(.)\3$/, '#$1$2$3');
  const named = (css: string, name: string) =>
    short(new RegExp(`--${name}:\\s*(#[0-9a-f]+)`).exec(css)?.[1] ?? 'none');
  for (const [own, token] of [
    ['surface', 'surface'],
    ['line', 'line'],
    ['ink', 'ink'],
    ['soft', 'ink-soft'],
    ['good', 'good'],
    ['good-ground', 'good-ground'],
    ['warn', 'warn'],
    ['warn-ground', 'warn-ground'],
    ['quiet-ground', 'hover'],
    ['ground', theme === 'light' ? 'sidebar' : 'ground'],
  ] as const) {
    expect(named(page, own), own).toBe(named(from, token));
  }
});
