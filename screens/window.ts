/**
 * The window as it is built, in a browser instead of Electron, with a main process that sends what a
 * scene says and accepts every request. A stand-in is needed here: no real service fails in all the
 * ways that have a picture.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { expect, type Page } from '@playwright/test';

import { eventNames, type EventName, type PayloadOf, requestNames } from '../ipc/contract.js';
import { pseudoLanguage } from '../testing/renderer/pseudo-language.js';
import { replies } from '../testing/renderer/replies.js';
import { noon } from '../testing/renderer/samples.js';

/** Sent as soon as the window listens; details as soon as it watches a connection. */
export type Sent = { readonly [E in EventName]?: PayloadOf<E> };

const built = resolve(import.meta.dirname, '..', 'out', 'renderer');
const englishFile = resolve(import.meta.dirname, '..', 'messages', 'en.json');
const origin = 'http://lanyard.test';
const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

/** Opens the window; it has shown what main sent when this resolves. */
export async function openWindow(
  page: Page,
  sent: Sent,
  {
    file = 'index.html',
    replies: others = {},
  }: {
    readonly file?: string;
    readonly replies?: Readonly<Record<string, unknown>> | undefined;
  } = {},
): Promise<void> {
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith(`/languages/${pseudoLocale}-`)) {
      await route.fulfill({ body: await pseudoModule(), contentType: 'text/javascript' });
      return;
    }
    const contentType = types[pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    await route.fulfill({ body: await readFile(join(built, pathname)), contentType });
  });
  // A window that failed would only show less.
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.clock.setFixedTime(noon);
  const data: MainData = {
    ...{ requestNames, eventNames, sent },
    replies: { ...replies, ...others },
  };
  await page.addInitScript(installMain, data);
  await page.goto(`${origin}/${file}`);
  await page.evaluate(() => document.fonts.ready);
}

/** Sends one more event to the window that is open. */
export async function sendEvent<E extends EventName>(
  page: Page,
  event: E,
  payload: PayloadOf<E>,
): Promise<void> {
  const detail = { event, payload: JSON.stringify(payload) };
  await page.evaluate((data) => {
    window.dispatchEvent(new CustomEvent('main-sends', { detail: data }));
  }, detail);
}

/** The language whose place the pseudo-language takes: the app itself does not know of it. */
const pseudoLocale = 'de';

const localeOf = { 'pseudo-language': pseudoLocale, arabic: 'ar' } as const;
export type OtherLanguage = keyof typeof localeOf;

/** As when the user chooses it in the settings; the window shows it when this resolves. */
export async function changeLanguage(page: Page, language: OtherLanguage): Promise<void> {
  const locale = localeOf[language];
  await sendEvent(page, 'regionChanged', { locale, timeZone: 'UTC', hourCycle: 'h23' });
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  await page.evaluate(() => document.fonts.ready);
}

async function pseudoModule(): Promise<string> {
  const english: unknown = JSON.parse(await readFile(englishFile, 'utf8'));
  const messages = pseudoLanguage(english as Readonly<Record<string, string>>);
  return `export default ${JSON.stringify(messages)}`;
}

interface MainData {
  readonly requestNames: readonly string[];
  readonly eventNames: readonly string[];
  readonly replies: Readonly<Record<string, unknown>>;
  readonly sent: Readonly<Record<string, unknown>>;
}

/** Runs in the page, before the window's own code. */
function installMain({
  requestNames: requests,
  eventNames: events,
  replies: values,
  sent,
}: MainData) {
  const listeners = new Map<string, (payload: string) => void>();
  const api: Record<string, unknown> = {};
  for (const name of requests) {
    api[name] = ({ connectionId }: { readonly connectionId?: string | null }) => {
      const { detailsChanged, ...atStart } = sent;
      if (name === 'windowReady') {
        for (const [event, payload] of Object.entries(atStart)) {
          listeners.get(event)?.(JSON.stringify(payload));
        }
      }
      if (name === 'watchConnection' && connectionId) {
        listeners.get('detailsChanged')?.(JSON.stringify(detailsChanged ?? null));
      }
      return Promise.resolve({ ok: true, value: values[name] ?? null });
    };
  }
  for (const event of events) {
    const method = `on${event.charAt(0).toUpperCase()}${event.slice(1)}`;
    api[method] = (listener: (payload: string) => void) => {
      listeners.set(event, listener);
      return () => listeners.delete(event);
    };
  }
  window.addEventListener('main-sends', (sending) => {
    const { event, payload } = (sending as CustomEvent<{ event: string; payload: string }>).detail;
    listeners.get(event)?.(payload);
  });
  Object.defineProperty(window, 'api', { value: api });
}
