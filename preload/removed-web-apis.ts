/** The window of the page, or that of a frame in it. */
type Frame = typeof globalThis & Window;

type Method = (...given: unknown[]) => unknown;

/**
 * Takes from the page what neither the content security policy nor a permission covers: WebRTC, which
 * looks up the names of servers itself, printing by script, and dialogs that choose files (N5). Each
 * frame has its own, so frames are dealt with as soon as something has put them into the document.
 *
 * It runs in the page's own world before the page's scripts, so it refers to nothing outside itself, and
 * later calls nothing that those scripts could replace.
 */
export function removeWebApis(): void {
  const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;
  const method = (prototype: object, name: string) =>
    getOwnPropertyDescriptor(prototype, name)?.value as Method;
  const closest = method(Element.prototype, 'closest');
  const preventDefault = method(Event.prototype, 'preventDefault');
  const has = method(WeakSet.prototype, 'has');
  const add = method(WeakSet.prototype, 'add');
  const getter = (prototype: object, name: string) =>
    getOwnPropertyDescriptor(prototype, name)?.get;
  const inputType = getter(HTMLInputElement.prototype, 'type');
  const labelled = getter(HTMLLabelElement.prototype, 'control');
  const eventType = getter(Event.prototype, 'type');
  const eventTarget = getter(Event.prototype, 'target');
  const top: Frame = globalThis as Frame;
  const done = new WeakSet();

  /** Undefined where the object is of another kind. */
  function call(method: Method | undefined, object: unknown, given: unknown[] = []): unknown {
    try {
      return method && apply(method, object, given);
    } catch {
      return undefined;
    }
  }

  /** True if a click there opens the dialog that chooses files. */
  function choosesFiles(target: unknown): boolean {
    const label = call(closest, target, ['label']);
    return call(inputType, target) === 'file' || call(inputType, call(labelled, label)) === 'file';
  }

  function wrap(
    prototype: object,
    names: readonly string[],
    wrapper: (by: Method) => Method,
  ): void {
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index] ?? '';
      const property = getOwnPropertyDescriptor(prototype, name);
      const kind = property?.set ? 'set' : 'value';
      const by = property?.[kind] as Method | undefined;
      if (by) defineProperty(prototype, name, { ...property, [kind]: wrapper(by) });
    }
  }

  const thenFrames = (by: Method): Method =>
    function (this: unknown, ...given) {
      try {
        return apply(by, this, given);
      } finally {
        removeFrom(top);
      }
    };
  const unlessFiles = (by: Method): Method =>
    function (this: unknown, ...given) {
      const isClick = given.length === 0 || call(eventType, given[0]) === 'click';
      return isClick && choosesFiles(this) ? false : apply(by, this, given);
    };

  function removeFrom(frame: Frame): void {
    for (let index = 0; index < frame.length; index += 1) {
      const inner = frame[index] as Frame | undefined;
      if (inner) removeFrom(inner);
    }
    // A frame of another origin has no prototypes for us.
    const prototypes = call(() => frame.Document.prototype, frame);
    if (!prototypes || apply(has, done, [prototypes])) return;
    apply(add, done, [prototypes]);
    deleteProperty(frame, 'RTCPeerConnection');
    deleteProperty(frame, 'webkitRTCPeerConnection');
    deleteProperty(frame, 'print');
    // It prints too.
    deleteProperty(frame.Document.prototype, 'execCommand');
    deleteProperty(frame.HTMLInputElement.prototype, 'showPicker');
    wrap(frame.HTMLElement.prototype, ['click'], unlessFiles);
    wrap(frame.EventTarget.prototype, ['dispatchEvent'], unlessFiles);
    wrap(frame.Node.prototype, ['appendChild', 'insertBefore', 'replaceChild'], thenFrames);
    const insertions = ['append', 'prepend', 'replaceChildren', 'moveBefore'];
    const besides = ['before', 'after', 'replaceWith', 'insertAdjacentElement'];
    wrap(frame.Element.prototype, [...insertions, ...besides], thenFrames);
    wrap(frame.Document.prototype, [...insertions, 'body'], thenFrames);
    wrap(frame.DocumentFragment.prototype, insertions, thenFrames);
    wrap(frame.CharacterData.prototype, besides, thenFrames);
    wrap(frame.DocumentType.prototype, besides, thenFrames);
    wrap(frame.Range.prototype, ['insertNode', 'surroundContents'], thenFrames);
    wrap(frame.HTMLTableElement.prototype, ['caption', 'tHead', 'tFoot'], thenFrames);
    frame.addEventListener('load', () => removeFrom(top), true);
    frame.addEventListener(
      'click',
      (event) => {
        if (choosesFiles(call(eventTarget, event))) apply(preventDefault, event, []);
      },
      true,
    );
  }

  removeFrom(top);
}
