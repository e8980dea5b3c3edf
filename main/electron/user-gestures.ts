/**
 * Proof that the user acted, as main itself sees it: mouse, touch and key events on their way from the
 * system to the window. Script in the window cannot make any. Each lets one request pass that opens the
 * browser (E15, N5).
 *
 * Assistive technology presses a button without any such event. While one is in use, main asks Chromium
 * whether the page is activated, in a world of its own that script of the page cannot change.
 *
 * @see https://html.spec.whatwg.org/multipage/interaction.html#tracking-user-activation
 */
import type { InputEvent, WebContents } from 'electron';

/** Chromium's own limit for what a page does by itself after a click, ms. A busy computer needs some of it. */
const validMs = 5_000;

/** Any but those of the page (0) and the preload script (999). */
const worldOfMain = 1_000;

const begins: ReadonlySet<string> = new Set([
  'mouseDown',
  'touchStart',
  'gestureTap',
  'rawKeyDown',
  'keyDown',
]);
const goesOn: ReadonlySet<string> = new Set(['mouseUp', 'touchEnd', 'keyUp']);

export interface UserGestures {
  /** Watches the input of a new window. */
  readonly watch: (contents: WebContents) => void;
  /** True if the user has acted and nothing has used that yet; uses it. */
  readonly take: (contents: WebContents) => Promise<boolean>;
  /** Lets one more request pass: what the last one began goes on with another. */
  readonly giveBack: () => void;
}

export interface UserGesturesOptions {
  /** In ms; never goes back. */
  readonly now: () => number;
  readonly usesAssistiveTechnology: () => boolean;
}

export function createUserGestures(options: UserGesturesOptions): UserGestures {
  const { now, usesAssistiveTechnology } = options;
  /** When the input that nothing has used yet was last seen. */
  let unused: number | null = null;
  let activationUsed = -Infinity;

  const takeInput = () => {
    const isValid = unused !== null && now() - unused <= validMs;
    unused = null;
    return isValid;
  };
  /** An activation lasts as long as `validMs`: one that is there after that is another. */
  const takeActivation = async (contents: WebContents) => {
    if (!usesAssistiveTechnology() || now() - activationUsed <= validMs) return false;
    activationUsed = now();
    if (await isActivated(contents)) return true;
    activationUsed = -Infinity;
    return false;
  };

  return {
    watch(contents) {
      contents.on('input-event', (_event, input) => {
        if (begins.has(input.type) && !isRepeated(input)) unused = now();
        else if (goesOn.has(input.type) && unused !== null) unused = now();
      });
    },
    take: async (contents) => takeInput() || takeActivation(contents),
    giveBack: () => (unused = now()),
  };
}

/** A key that is held down is one gesture. */
function isRepeated({ modifiers }: InputEvent): boolean {
  return modifiers?.some((each) => /^isautorepeat$/i.test(each)) ?? false;
}

async function isActivated(contents: WebContents): Promise<boolean> {
  const code = 'navigator.userActivation.isActive';
  const answer: unknown = await contents
    .executeJavaScriptInIsolatedWorld(worldOfMain, [{ code }])
    .catch(() => false);
  return answer === true;
}
