/** Limits concurrent requests, in all and at one server, however many fall due in the same second (H69). */
export interface RequestLimiter {
  /** Runs the task once there is room for it; resolves and rejects as the task does. */
  run<T>(group: string, task: () => Promise<T>): Promise<T>;
}

/** For requests that fall due by themselves: in all, and at one server. */
const maxConcurrent = 8;
const maxConcurrentPerServer = 2;

export function createRequestLimiter(
  max = maxConcurrent,
  maxPerGroup = maxConcurrentPerServer,
): RequestLimiter {
  const waiting = new Map<string, (() => void)[]>();
  const running = new Map<string, number>();
  let total = 0;

  function next(): void {
    for (const [group, starts] of waiting) {
      if (total >= max) return;
      const inGroup = running.get(group) ?? 0;
      if (inGroup >= maxPerGroup) continue;
      const start = starts.shift();
      if (starts.length === 0) waiting.delete(group);
      if (!start) continue;
      total += 1;
      running.set(group, inGroup + 1);
      start();
    }
  }

  function end(group: string): void {
    total -= 1;
    const left = (running.get(group) ?? 1) - 1;
    if (left === 0) running.delete(group);
    else running.set(group, left);
    next();
  }

  return {
    run: (group, task) =>
      new Promise((resolve, reject) => {
        const starts = waiting.get(group) ?? [];
        waiting.set(group, starts);
        starts.push(() => {
          task()
            .finally(() => end(group))
            .then(resolve, reject);
        });
        next();
      }),
  };
}
