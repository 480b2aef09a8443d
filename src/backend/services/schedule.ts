/** Tasks that the canister does by itself at some time. They live in the heap: install and upgrade tell them anew. */
import type { Ic } from '../ic/ic.ts';

/** What throws or rejects is let go: nobody waits for a task, and the others go on. */
export type Task = () => void | Promise<void>;

const HOUR = 3_600_000_000_000n;

export interface Schedule {
  /** Runs a task once, in place of an earlier one of that name; in the past means as soon as possible. Not in queries. */
  at(name: string, due: bigint, task: Task): void;
  /**
   * Runs a task at `first` and again `period` nanoseconds after each start, unless its last run is not done. After an
   * hour that one counts as lost, as it is when a message trapped after an await.
   */
  every(name: string, first: bigint, period: bigint, task: Task): void;
}

/**
 * A schedule on the canister's one timer. A message that runs several tasks is undone whole when one of them uses up
 * all instructions, which nothing can catch: a task takes small steps.
 */
export function createSchedule(ic: Ic): Schedule {
  const tasks = new Map<string, { readonly due: bigint; readonly task: Task }>();

  const at = (name: string, due: bigint, task: Task): void => {
    tasks.set(name, { due, task });
    setTimer();
  };

  const setTimer = (): void => {
    let first = 0n;
    for (const { due } of tasks.values()) if (first === 0n || due < first) first = due;
    ic.setTimer(first, runDue);
  };

  const runDue = (): void => {
    const now = ic.now();
    const due = [...tasks].filter(([, task]) => task.due <= now);
    for (const [name] of due) tasks.delete(name);
    for (const [, { task }] of due) void run(task);
    setTimer();
  };

  const run = async (task: Task): Promise<void> => {
    try {
      await task();
    } catch {
      // What is to be tried again plans that itself.
    }
  };

  return {
    at,
    every(name, first, period, task) {
      let runs = 0;
      let started: bigint | null = null;
      const again = async (): Promise<void> => {
        const now = ic.now();
        at(name, now + period, again);
        if (started !== null && now - started < HOUR) return;
        started = now;
        const run = ++runs;
        try {
          await task();
        } finally {
          if (run === runs) started = null;
        }
      };
      at(name, first, again);
    },
  };
}
