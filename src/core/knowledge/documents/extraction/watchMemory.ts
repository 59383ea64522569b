/** Unpacking and parsing fill some hundred megabytes a second. */
const everyMs = 25;

export interface MemoryWatch {
  /** By how many bytes the process has grown since it was the smallest. */
  readonly growth: () => number;
  readonly end: () => void;
}

/**
 * Calls back once when the process has grown by more than `most` bytes. A thread cannot be asked for its own memory while it is
 * busy, and its heap is only a part of that.
 */
export function watchMemory(most: number, exceeded: () => void): MemoryWatch {
  let least = Infinity;
  const growth = () => {
    const now = process.memoryUsage.rss();
    least = Math.min(least, now);
    return now - least;
  };
  const end = () => clearInterval(timer);
  const timer = setInterval(() => {
    if (growth() <= most) return;
    end();
    exceeded();
  }, everyMs);
  growth();
  return { growth, end };
}
