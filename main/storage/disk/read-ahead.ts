/** The same, one after the other; the next is being read while one is looked at. */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T, void> {
  const iterator = source[Symbol.asyncIterator]();
  const read = () => {
    const next = iterator.next();
    // Told to whoever asks for it; nobody may be asking yet.
    next.catch(() => undefined);
    return next;
  };
  let next = read();
  try {
    for (;;) {
      const result = await next;
      if (result.done === true) return;
      next = read();
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}
