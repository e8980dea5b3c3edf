/** Tasks one after the other, in the order they are given; one that fails holds up none behind it. */
export type SerialQueue = <T>(task: () => Promise<T>) => Promise<T>;

/** What it returns runs the task when those before it have ended; resolves and rejects as the task does. */
export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
