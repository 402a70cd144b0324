/** The least time between two timers that follow one another, in milliseconds (HTML standard: nested timers). */
const clamp = 4;

/**
 * How long the page could do nothing else at most while something ran, in milliseconds: no click, no key, no frame.
 * Looks at the gaps between timers, so it counts everything that kept the thread: ours, the browser's, and the time
 * that other programs took on a busy machine.
 */
export async function longestBlock(run: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let timer = setTimeout(tick);
  function tick(): void {
    const now = performance.now();
    longest = Math.max(longest, now - last - clamp);
    last = now;
    timer = setTimeout(tick);
  }
  try {
    await run();
    await new Promise((resolve) => setTimeout(resolve, 2 * clamp));
  } finally {
    clearTimeout(timer);
  }
  return longest;
}

/**
 * How many times longer work takes at the moment than it would without other programs: the same piece of work again and
 * again, the slowest turns beside the quickest one.
 */
export function slowness(): number {
  const times = Array.from({ length: 30 }, () => {
    const start = performance.now();
    let sum = 0;
    for (let step = 0; step < 400_000; step++) sum += Math.sqrt(step);
    return sum > 0 ? performance.now() - start : 0;
  });
  times.sort((a, b) => a - b);
  const slow = times.slice(-5).reduce((sum, time) => sum + time, 0) / 5;
  return Math.max(1, slow / Math.max(times[0]!, 0.1));
}
