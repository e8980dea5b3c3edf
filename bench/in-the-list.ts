/** Benchmarks: typing in the search over 10,000 connections, and scrolling through them. */
import { type Benchmark, type Figure, median, percentile } from './measurement.js';
import { bare, ours, type OutsideSetting, type Side } from './side-by-side.js';
import type { StartedApp } from './started-app.js';

const count = 10_000;
/** Its first letters match every connection, all of them together only a few. */
const typed = 'person 4711';

export const search: Benchmark<OutsideSetting> = {
  id: 'search',
  title: 'Typing in the search, 10,000 connections (R9)',
  async run(setting, note) {
    const rounds = setting.quick ? 3 : 15;
    const mine = await keystrokes(await ours(setting, count), rounds, note);
    const plain = await keystrokes(bare(setting), rounds, note);
    const figure = (
      what: string,
      of: (samples: Keystrokes) => number,
      budget: Figure['budget'],
    ): Figure => ({
      what,
      ours: of(mine),
      reference: { what: 'a bare field', value: of(plain) },
      unit: 'ms',
      budget,
    });
    return [
      // The window's work for a keystroke has to fit between two frames, or typing lags. Waiting for
      // the next frame is no work of the window, so that figure has no budget.
      figure('work per keystroke, p95', ({ work }) => percentile(work, 0.95), { atMost: 16 }),
      figure('work per keystroke, median', ({ work }) => median(work), null),
      figure('key to painted frame, p95', ({ toFrame }) => percentile(toFrame, 0.95), null),
    ];
  },
};

export const scroll: Benchmark<OutsideSetting> = {
  id: 'scroll',
  title: 'Scrolling through 10,000 connections (R9)',
  async run(setting) {
    const distance = setting.quick ? 4_000 : 40_000;
    const mine = await scrolled(await ours(setting, count), distance);
    const plain = await scrolled(bare(setting), distance);
    const figure = (what: string, share: number, budget: Figure['budget']): Figure => ({
      what,
      ours: percentile(mine, share),
      reference: { what: 'a bare list', value: percentile(plain, share) },
      unit: 'ms',
      budget,
    });
    return [
      // 60 frames a second are 16.7 ms apart.
      figure('from frame to frame, median', 0.5, { atMost: 17 }),
      figure('from frame to frame, p95', 0.95, null),
      // A longer one is seen as a jerk.
      figure('from frame to frame, longest', 1, { atMost: 50 }),
    ];
  },
};

interface Keystrokes {
  /** Time that the window's main thread was busy per keystroke, in ms. */
  readonly work: readonly number[];
  /** Time between the key press and the end of the frame that shows its effect, in ms. */
  readonly toFrame: readonly number[];
}

async function keystrokes(
  side: Side,
  rounds: number,
  note: (text: string) => void,
): Promise<Keystrokes> {
  const { app } = await side.start();
  try {
    await app.command('Performance.enable');
    await app.inPage(listenForKeys);
    const work: number[] = [];
    const keys = Array.from(typed, (text) => ({ text, key: text, code: codeOf(text) }));
    const erase = { key: 'Backspace', code: 'Backspace', windowsVirtualKeyCode: 8 };
    for (let round = 0; round <= rounds; round += 1) {
      note(`${String(round)} of ${String(rounds)}`);
      for (const key of [...keys, ...keys.map(() => erase)]) {
        const before = await busyUntilNow(app);
        await app.command('Input.dispatchKeyEvent', { type: 'keyDown', ...key });
        await app.command('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
        await app.inPage(twoFrames);
        // The first round warms up the code and does not count.
        if (round > 0) work.push((await busyUntilNow(app)) - before);
      }
    }
    const toFrame = await app.inPage<number[]>('window.measured');
    return { work, toFrame: toFrame.slice(2 * typed.length) };
  } finally {
    await app.end();
  }
}

const codeOf = (text: string) =>
  text === ' ' ? 'Space' : /\d/.test(text) ? `Digit${text}` : `Key${text.toUpperCase()}`;

/** Total time of all tasks of the window's main thread since its start, in ms. */
async function busyUntilNow(app: StartedApp): Promise<number> {
  const { metrics } = await app.command<{ metrics: { name: string; value: number }[] }>(
    'Performance.getMetrics',
  );
  const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  return seconds * 1_000;
}

const listenForKeys = `(() => {
  window.measured = [];
  document.querySelector('input[type=search]').focus();
  document.addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.measured.push(performance.now() - timeStamp);
    port2.postMessage(null);
  }), true);
})()`;

const twoFrames = `new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(null))))`;

/** Times between two frames of the window's main thread, in ms. */
async function scrolled(side: Side, distance: number): Promise<readonly number[]> {
  const { app } = await side.start();
  try {
    await app.inPage(fillWhereBare);
    const { x, y } = await app.inPage<{ x: number; y: number }>(middleOfList);
    await app.inPage(countFrames);
    await app.command('Input.synthesizeScrollGesture', {
      x,
      y,
      yDistance: -distance,
      speed: 4_000,
      gestureSourceType: 'mouse',
    });
    const reached = await app.inPage<number>(scrolledTo);
    if (reached < distance / 2) throw new Error(`the list moved by ${String(reached)} px only`);
    return await app.inPage<number[]>('window.measured');
  } finally {
    await app.end();
  }
}

/** Distance that the list was scrolled, in px. */
const scrolledTo = `-document.querySelector('[aria-label="Connections"]').getBoundingClientRect().top`;

const fillWhereBare = `(() => {
  const list = document.querySelector('[aria-label="Connections"]');
  if (list.children.length > 1) return;
  for (let index = 0; index < ${String(count)}; index += 1) {
    list.append(list.firstElementChild.cloneNode(true));
  }
})()`;

const middleOfList = `(() => {
  const { left, width } = document.querySelector('[aria-label="Connections"]').getBoundingClientRect();
  return { x: left + width / 2, y: innerHeight / 2 };
})()`;

const countFrames = `(() => {
  window.measured = [];
  let before = null;
  const frame = (now) => {
    if (before !== null) window.measured.push(now - before);
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()`;
