/**
 * Brings the window back when the process that draws it has crashed or hangs (D1). After repeated
 * crashes it loads a page without script that offers to reload. Where not even that page lives, a
 * dialog of the system offers it.
 */
import type { BrowserWindow, Dialog } from 'electron';

import { appPage, stoppedPage } from './app-origin.js';

const repeatedCrashes = 3;
const crashPeriodMs = 60_000;

/** How often a visible window is checked, and how long it may take to answer, ms. */
const checkIntervalMs = 30_000;
const patienceMs = 20_000;
/** When the user is waiting for the window. */
const shortPatienceMs = 10_000;
const tickMs = 1_000;

export interface WindowRecoveryOptions {
  readonly window: BrowserWindow;
  /** Loads one of our own pages. */
  readonly load: (page: string) => void;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  /** Starts the app again in a new process. */
  readonly restart: () => void;
  readonly quit: () => void;
  /** Ends a process at once. */
  readonly kill: (pid: number) => void;
  /** ms of a clock that is never set */
  readonly now: () => number;
}

export class WindowRecovery {
  readonly #options: WindowRecoveryOptions;
  #crashTimes: number[] = [];
  /** The page that was loaded last. */
  #page = appPage;
  /** Closes the dialog; null while there is none. */
  #dialog: AbortController | null = null;
  /** Work during which the system keeps the page waiting. */
  readonly #blocking = new Set<Promise<unknown>>();

  constructor(options: WindowRecoveryOptions) {
    this.#options = options;
    const { window } = options;
    const { webContents } = window;
    webContents.on('render-process-gone', () => {
      this.#blocking.clear();
      // Chromium is still in the middle of it.
      setImmediate(() => this.#recover());
    });
    webContents.on('did-navigate', (_event, url) => (this.#page = url));
    window.on('unresponsive', () => void this.#endIfHanging(shortPatienceMs));
    const check = setInterval(() => {
      if (window.isVisible() && !window.isMinimized()) void this.#endIfHanging(patienceMs);
    }, checkIntervalMs);
    window.on('closed', () => {
      clearInterval(check);
      this.#closeDialog();
    });
  }

  /** The user wants to use the window now. */
  ensureResponsive(): void {
    if (this.#needsReload()) this.#load(appPage);
    else void this.#endIfHanging(shortPatienceMs);
  }

  /** The system may keep the page waiting for this, as its print dialog does: that is no hang. */
  async whileBlocked<T>(work: Promise<T>): Promise<T> {
    this.#blocking.add(work);
    try {
      return await work;
    } finally {
      this.#blocking.delete(work);
    }
  }

  #needsReload(): boolean {
    return this.#options.window.webContents.isCrashed() || this.#page === stoppedPage;
  }

  #recover(): void {
    if (this.#options.window.isDestroyed() || this.#dialog) return;
    if (!this.#crashedRepeatedly()) this.#load(appPage);
    else if (this.#page !== stoppedPage) this.#load(stoppedPage);
    else void this.#ask();
  }

  #crashedRepeatedly(): boolean {
    const now = this.#options.now();
    this.#crashTimes = [...this.#crashTimes, now]
      .filter((time) => now - time < crashPeriodMs)
      .slice(-repeatedCrashes);
    return this.#crashTimes.length === repeatedCrashes;
  }

  #load(page: string): void {
    this.#closeDialog();
    this.#page = page;
    this.#options.load(page);
  }

  #closeDialog(): void {
    this.#dialog?.abort();
    this.#dialog = null;
  }

  async #ask(): Promise<void> {
    const { window, dialog, restart, quit } = this.#options;
    const open = new AbortController();
    this.#dialog = open;
    // Loaded only now: the start does not wait for the catalogue.
    const { formatMessage } = await import('../../messages/format.js');
    if (this.#dialog !== open) return;
    const question = {
      type: 'error' as const,
      title: formatMessage('stoppedWindow.title'),
      message: formatMessage('stoppedWindow.title'),
      detail: formatMessage('stoppedWindow.restart.body'),
      buttons: [
        formatMessage('stoppedWindow.reload'),
        formatMessage('stoppedWindow.restart'),
        formatMessage('tray.quit'),
      ],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal: open.signal,
    };
    const { response } = window.isVisible()
      ? await dialog.showMessageBox(window, question)
      : await dialog.showMessageBox(question);
    if (this.#dialog !== open) return;
    this.#dialog = null;
    if (response === 1) restart();
    else if (response === 2) quit();
    else this.#load(appPage);
  }

  /**
   * Counts turns of main's own loop, so that a time in which main itself was busy or asleep is not
   * held against the window.
   */
  async #endIfHanging(patience: number): Promise<void> {
    const { window, kill } = this.#options;
    const { webContents } = window;
    const pid = webContents.getOSProcessId();
    if (pid === 0 || webContents.isCrashed()) return;
    let answered = false as boolean;
    const answer = () => (answered = true);
    webContents.mainFrame.executeJavaScript('0').then(answer, answer);
    for (let waited = 0; waited < patience; waited += tickMs) {
      await new Promise((resolve) => setTimeout(resolve, tickMs));
      if (answered || window.isDestroyed() || this.#blocking.size > 0) return;
    }
    if (webContents.getOSProcessId() === pid) kill(pid);
  }
}
