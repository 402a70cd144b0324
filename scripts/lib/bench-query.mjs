import { bundleForNode, bundleForPage } from './bench-bundle.mjs';
import { runInChromium, startPages } from './bench-chromium.mjs';
import { runInNode } from './bench-node.mjs';

/** In the order in which they are measured; the ones of a quick run come first. Keys of bench/peers/index.ts. */
const quickPeers = ['tuned', 'arquero', 'sqljs', 'crossfilter', 'naive'];
const otherPeers = [
  'duckdb',
  'lokijs',
  'sift',
  'mingo',
  'alasql',
  'table',
  'tanstackdb',
  'duckdbnative',
  'sqlite',
];

const sizes = [1_000, 10_000, 100_000, 1_000_000];
/** The one that says more comes first, should the time be over. */
const quickSizes = [100_000, 1_000];

const quickEffort = (n) => ({ rounds: 5, budget: n > 10_000 ? 150 : 80 });
const fullEffort = () => ({ rounds: 11, budget: 6_000 });
/** One that hangs must not take the others' time. */
const taskTime = { quick: 40_000, full: 900_000 };

/**
 * The query suite: ours beside each peer, a process or a browser for each pair and size.
 *
 * @param {ReturnType<typeof import('./bench-options.mjs').readOptions>} options
 * @param {(line: object) => void} print
 * @param {AbortSignal} deadline when everything has to be over
 * @returns {Promise<boolean>} whether everything ran and every answer was the same
 */
export async function runQuerySuite(options, print, deadline) {
  const engine = process.env.LEADKIT_BENCH_ENGINE === 'memory' ? 'memory' : 'columnar';
  const runners = await startRunners(options.where);
  const bytes = new Bytes(engine, options.quick);
  let good = true;
  for (const task of tasks(options, engine)) {
    for (const { where, run } of runners.list) {
      if (deadline.aborted) {
        console.error(`bench: no time left for ${task.kind} ${task.subject}, ${task.n}, ${where}`);
        continue;
      }
      const tell = (message) => {
        if (message.line) print(message.line);
        else if (message.note) console.error(`bench: ${message.note}`);
        else bytes.take(task.n, where, message);
      };
      const name = `${task.kind} ${task.subject}, ${task.n}, ${where}`;
      const time = options.quick ? taskTime.quick : taskTime.full;
      const limit = AbortSignal.timeout(time);
      try {
        await run(task, tell, AbortSignal.any([deadline, limit]));
      } catch (error) {
        if (deadline.aborted) console.error(`bench: ${name} was cut short: no time left`);
        else if (limit.aborted) console.error(`bench: ${name} was cut short after ${time / 1_000} s`);
        else {
          good = false;
          console.error(`bench: ${name} failed: ${error.message}`);
        }
      }
    }
  }
  for (const line of bytes.lines()) print(line);
  await runners.close();
  return good;
}

/** Ours before its peers, so that a run that is cut short has said the most. */
function* tasks({ quick, slow, sizes: asked, peers, only }, engine) {
  const effort = quick ? quickEffort : fullEffort;
  const subjects = peers ?? (quick ? quickPeers : [...quickPeers, ...otherPeers]);
  for (const n of asked ?? (quick ? quickSizes : sizes)) {
    const common = { engine, quick, slow, only, effort: effort(n) };
    yield { ...common, kind: 'ours', subject: 'ours', n };
    for (const subject of subjects) yield { ...common, kind: 'peer', subject, n };
    if (n < 10_000 || (only && !'bytes'.startsWith(only))) continue;
    const kept = quick ? [] : subjects;
    for (const subject of ['ours', 'plain', ...kept]) yield { ...common, kind: 'bytes', subject, n };
  }
}

async function startRunners(where) {
  const list = [];
  const closing = [];
  if (where.includes('node')) {
    const bundle = await bundleForNode();
    list.push({ where: 'node', run: (task, tell, signal) => runInNode(task, { bundle, tell, signal }) });
  }
  if (where.includes('chromium')) {
    const { url, close } = await startPages(await bundleForPage('bench/page.ts'));
    closing.push(close);
    list.push({ where: 'chromium', run: (task, tell, signal) => runInChromium(task, { url, tell, signal }) });
  }
  return { list, close: () => Promise.all(closing.map((close) => close())) };
}

/** Bytes are of separate processes; the lines come when both numbers are there. */
class Bytes {
  #engine;
  #quick;
  #taken = [];

  constructor(engine, quick) {
    this.#engine = engine;
    this.#quick = quick;
  }

  take(n, where, { name, bytes }) {
    this.#taken.push({ n, where, name, bytes });
  }

  *lines() {
    for (const { n, where, name, bytes } of this.#taken) {
      const ours = this.#taken.find(
        (each) => each.name === 'ours' && each.n === n && each.where === where,
      )?.bytes;
      if (name === 'ours' || ours === undefined) continue;
      yield {
        suite: 'query',
        op: 'bytes',
        n,
        where,
        engine: this.#engine,
        ours: Math.round(ours),
        peer: name,
        theirs: Math.round(bytes),
        unit: 'B',
        ratio: Number((bytes / ours).toPrecision(4)),
        rounds: 1,
        spread: 0,
        ...(this.#quick ? { quick: true } : {}),
      };
    }
  }
}
