import { bundleForPage } from './bench-bundle.mjs';
import { runInChromium, startPages } from './bench-chromium.mjs';

/** What is measured in each suite: peers by their keys in bench/views, and sizes. */
const suites = {
  find: { peers: ['querybuilder'], sizes: [1_000, 100_000], quickSizes: [100_000] },
  board: { peers: ['sortable', 'paged'], sizes: [1_000, 10_000], quickSizes: [10_000] },
  grid: { peers: ['aggrid', 'tanstack'], sizes: [1_000, 100_000], quickSizes: [100_000] },
};

/** Frames as fast as they come: at 60 a second every figure would be a multiple of 17 ms. */
const unlimited = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
const effort = { quick: { rounds: 2, budget: 8_000 }, full: { rounds: 7, budget: 120_000 } };
/** One that hangs must not take the others' time. */
const taskTime = { quick: 45_000, full: 900_000 };

export const isViewSuite = (suite) => suite in suites;

/**
 * Our elements beside what users would take instead, a browser for each pair and size.
 *
 * @param {keyof typeof suites} suite
 * @param {ReturnType<typeof import('./bench-options.mjs').readOptions>} options
 * @param {(line: object) => void} print
 * @param {AbortSignal} deadline when everything has to be over
 * @returns {Promise<boolean>} whether everything ran, and everybody showed the same
 */
export async function runViewSuite(suite, { quick, sizes, peers, only, where }, print, deadline) {
  if (!where.includes('chromium')) return true;
  const plan = suites[suite];
  const { url, close } = await startPages(await bundleForPage('bench/views/page.ts'));
  const mode = quick ? 'quick' : 'full';
  let good = true;
  for (const n of sizes ?? (quick ? plan.quickSizes : plan.sizes)) {
    for (const peer of peers ?? plan.peers) {
      if (!plan.peers.includes(peer)) continue;
      const name = `${suite} ${peer}, ${n}`;
      if (deadline.aborted) {
        console.error(`bench: no time left for ${name}`);
        continue;
      }
      const start = performance.now();
      const task = { suite, peer, n, quick, only, ...effort[mode] };
      const limit = AbortSignal.timeout(taskTime[mode]);
      try {
        const tell = ({ line }) => print(line);
        await runInChromium(task, { url, tell, signal: AbortSignal.any([deadline, limit]), args: unlimited });
        const took = ((performance.now() - start) / 1_000).toFixed(1);
        console.error(`bench: ${name}: after every step both sides showed the same (${took} s)`);
      } catch (error) {
        if (deadline.aborted) console.error(`bench: ${name} was cut short: no time left`);
        else if (limit.aborted)
          console.error(`bench: ${name} was cut short after ${taskTime[mode] / 1_000} s`);
        else {
          good = false;
          console.error(`bench: ${name} failed: ${error.message}`);
        }
      }
    }
  }
  await close();
  return good;
}
