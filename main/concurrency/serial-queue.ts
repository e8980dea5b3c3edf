/** Runs tasks one after another in the order they are added; a failed one does not block the next. */
export type SerialQueue = <T>(task: () => Promise<T>) => Promise<T>;

/** The queue's promise resolves and rejects as the task does. */
export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
