/** Limits concurrent requests, in all and at one server, however many fall due in the same second (H69). */
export interface RequestLimiter {
  /** Queues share the limits and take turns, so that a short one does not wait behind a long one. */
  createQueue(): RequestQueue;
}

export interface RequestQueue {
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
  return new Limiter(max, maxPerGroup);
}

interface QueueState {
  /** The group that is to start first comes first. */
  readonly waiting: Map<string, (() => void)[]>;
  readonly running: Map<string, number>;
  total: number;
}

class Limiter implements RequestLimiter {
  readonly #max: number;
  readonly #maxPerGroup: number;
  /** The one that has started a task last comes last. */
  #queues: readonly QueueState[] = [];

  constructor(max: number, maxPerGroup: number) {
    this.#max = max;
    this.#maxPerGroup = maxPerGroup;
  }

  createQueue(): RequestQueue {
    const queue: QueueState = { waiting: new Map(), running: new Map(), total: 0 };
    this.#queues = [...this.#queues, queue];
    return {
      run: (group, task) =>
        new Promise((resolve, reject) => {
          const starts = queue.waiting.get(group) ?? [];
          queue.waiting.set(group, starts);
          starts.push(() => {
            task()
              .finally(() => this.#end(queue, group))
              .then(resolve, reject);
          });
          this.#startNext();
        }),
    };
  }

  #end(queue: QueueState, group: string): void {
    queue.total -= 1;
    const left = runningIn(queue, group) - 1;
    if (left === 0) queue.running.delete(group);
    else queue.running.set(group, left);
    this.#startNext();
  }

  /** The queue that runs fewest goes first. */
  #startNext(): void {
    if (sum(this.#queues, ({ total }) => total) >= this.#max) return;
    for (const queue of this.#queues.toSorted((one, other) => one.total - other.total)) {
      for (const group of queue.waiting.keys()) {
        if (this.#mayStart(queue, group)) {
          this.#start(queue, group);
          return;
        }
      }
    }
  }

  #mayStart(queue: QueueState, group: string): boolean {
    const running = runningIn(queue, group);
    const isTurnOfOther = this.#queues.some(
      (other) => other.waiting.has(group) && runningIn(other, group) < running,
    );
    const inGroup = sum(this.#queues, (each) => runningIn(each, group));
    return inGroup < this.#maxPerGroup && !isTurnOfOther;
  }

  #start(queue: QueueState, group: string): void {
    const starts = queue.waiting.get(group) ?? [];
    const start = starts.shift();
    // The group goes to the end, so that a few busy servers do not hold up the others.
    queue.waiting.delete(group);
    if (starts.length > 0) queue.waiting.set(group, starts);
    this.#queues = [...this.#queues.filter((each) => each !== queue), queue];
    queue.total += 1;
    queue.running.set(group, runningIn(queue, group) + 1);
    start?.();
    this.#startNext();
  }
}

function runningIn(queue: QueueState, group: string): number {
  return queue.running.get(group) ?? 0;
}

function sum<T>(all: readonly T[], count: (each: T) => number): number {
  return all.reduce((total, each) => total + count(each), 0);
}
