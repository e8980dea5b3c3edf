/**
 * Yields the items of `source` and reads the next one while the consumer works on the current one.
 */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T, void> {
  const iterator = source[Symbol.asyncIterator]();
  const read = () => {
    const next = iterator.next();
    // The rejection reaches the consumer with its next request; until then nobody handles it.
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
