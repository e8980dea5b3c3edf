import { EventEmitter } from 'node:events';

import type { App, BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { appPage, stoppedPage } from './app-origin.js';
import { outliveGpuCrashes } from './gpu-crashes.js';
import { WindowRecovery } from './window-recovery.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Stand-ins for Electron's window and dialog, whose process answers only if told so. */
function setUp({ answers = true } = {}) {
  const loaded: string[] = [];
  const killed: number[] = [];
  const answerDialog: ((button: number) => void)[] = [];
  let isCrashed = false;
  const webContents = Object.assign(new EventEmitter(), {
    isCrashed: () => isCrashed,
    getOSProcessId: () => (isCrashed ? 0 : 7),
    mainFrame: {
      executeJavaScript: () => (answers ? Promise.resolve() : new Promise<void>(() => undefined)),
    },
  });
  const window = Object.assign(new EventEmitter(), {
    webContents,
    isDestroyed: () => false,
    isVisible: () => true,
    isMinimized: () => false,
  });
  const restart = vi.fn();
  const recovery = new WindowRecovery({
    window: window as unknown as BrowserWindow,
    load(page) {
      isCrashed = false;
      loaded.push(page);
    },
    dialog: {
      showMessageBox: () =>
        new Promise((resolve) =>
          answerDialog.push((response) => resolve({ response, checkboxChecked: false })),
        ),
    },
    restart,
    quit: vi.fn(),
    kill: (pid) => killed.push(pid),
    now: () => Date.now(),
  });
  async function crash(times = 1): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      isCrashed = true;
      webContents.emit('render-process-gone');
      await vi.advanceTimersByTimeAsync(1);
    }
  }
  return { window, recovery, loaded, killed, answerDialog, restart, crash };
}

test('a window that crashes three times within a minute is not reloaded a third time, but says so (D1)', async () => {
  const { crash, loaded } = setUp();
  await crash(3);
  expect(loaded).toEqual([appPage, appPage, stoppedPage]);
});

test('crashes that are further apart do not add up (D1)', async () => {
  const { crash, loaded } = setUp();
  for (let time = 0; time < 5; time += 1) {
    await crash();
    await vi.advanceTimersByTimeAsync(31_000);
  }
  expect(loaded).toEqual(Array.from({ length: 5 }, () => appPage));
});

test('where not even the page that says so lives, a dialog offers to reload or restart, once (D1)', async () => {
  const { crash, loaded, answerDialog, restart } = setUp();
  await crash(5);
  await vi.waitUntil(() => answerDialog.length > 0);
  expect(answerDialog).toHaveLength(1);
  answerDialog[0]?.(0);
  await vi.waitUntil(() => loaded.length > 3);
  expect(loaded.at(-1)).toBe(appPage);

  await crash(2);
  await vi.waitUntil(() => answerDialog.length > 1);
  answerDialog[1]?.(1);
  await vi.waitUntil(() => restart.mock.calls.length > 0);
});

test('a user who asks for the window gets the app, in place of the dialog too (D1)', async () => {
  const { crash, loaded, recovery, answerDialog } = setUp();
  await crash(4);
  await vi.waitUntil(() => answerDialog.length > 0);
  recovery.ensureResponsive();
  expect(loaded.at(-1)).toBe(appPage);
  answerDialog[0]?.(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(loaded).toHaveLength(4);
});

test('the process of a window that does not answer is ended, and one that answers is left alone (D1)', async () => {
  const hanging = setUp({ answers: false });
  const working = setUp();
  for (const { window } of [hanging, working]) window.emit('unresponsive');
  await vi.advanceTimersByTimeAsync(11_000);
  expect(hanging.killed).toEqual([7]);
  expect(working.killed).toEqual([]);
});

test('a hanging window is found though nobody touches it (D1)', async () => {
  const { killed } = setUp({ answers: false });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(killed.length).toBeGreaterThan(0);
});

test('a window that waits for the print dialog does not count as hanging (D1)', async () => {
  const { killed, recovery } = setUp({ answers: false });
  void recovery.whileBlocked(new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(120_000);
  expect(killed).toEqual([]);
});

test.each([
  ['enabled', []],
  ['disabled_software', ['disable-gpu-process-crash-limit']],
])(
  'with drawing by the graphics card %s, a crash of its process sets the switches %j (D1)',
  (status, expected) => {
    const switches = new Set<string>();
    const app = Object.assign(new EventEmitter(), {
      commandLine: {
        hasSwitch: (name: string) => switches.has(name),
        appendSwitch: (name: string) => switches.add(name),
      },
      getGPUFeatureStatus: () => ({ gpu_compositing: status }),
    });
    outliveGpuCrashes(app as unknown as App);
    app.emit('child-process-gone', {}, { type: 'Utility' });
    expect([...switches]).toEqual([]);
    app.emit('child-process-gone', {}, { type: 'GPU' });
    expect([...switches]).toEqual(expected);
  },
);
