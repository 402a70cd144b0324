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

const quickEffort = (n) => ({ rounds: 5, budget: n > 10_000 ? 150 : 80 });
const fullEffort = () => ({ rounds: 11, budget: 6_000 });
const quickTime = 165_000;
/** One that hangs must not take the others' time. */
const taskTime = { quick: 45_000, full: 1_800_000 };

/**
 * The query suite: ours beside each peer, a process or a browser for each pair and size.
 *
 * @param {ReturnType<typeof import('./bench-options.mjs').readOptions>} options
 * @param {(line: object) => void} print
 * @returns {Promise<boolean>} whether everything ran and every answer was the same
 */
export async function runQuerySuite(options, print) {
  const engine = process.env.LEADKIT_BENCH_ENGINE === 'memory' ? 'memory' : 'columnar';
  const deadline = new AbortController();
  const timer = options.quick ? setTimeout(() => deadline.abort(), quickTime) : undefined;
  const runners = await startRunners(options.where);
  const bytes = new Bytes(engine, options.quick);
  let good = true;
  for (const task of tasks(options, engine)) {
    for (const { where, run } of runners.list) {
      if (deadline.signal.aborted) {
        console.error(`bench: no time left for ${task.kind} ${task.subject}, ${task.n}, ${where}`);
        continue;
      }
      const tell = (message) => {
        if (message.line) print(message.line);
        else if (message.note) console.error(`bench: ${message.note}`);
        else bytes.take(task.n, where, message);
      };
      try {
        const limit = AbortSignal.timeout(options.quick ? taskTime.quick : taskTime.full);
        await run(task, tell, AbortSignal.any([deadline.signal, limit]));
      } catch (error) {
        if (deadline.signal.aborted) continue;
        good = false;
        console.error(`bench: ${task.kind} ${task.subject}, ${task.n}, ${where} failed: ${error.message}`);
      }
    }
  }
  clearTimeout(timer);
  for (const line of bytes.lines()) print(line);
  await runners.close();
  return good;
}

/** Ours before its peers, so that a run that is cut short has said the most. */
function* tasks({ quick, slow, sizes, peers, only }, engine) {
  const effort = quick ? quickEffort : fullEffort;
  const subjects = peers ?? (quick ? quickPeers : [...quickPeers, ...otherPeers]);
  for (const n of sizes) {
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
    const { url, close } = await startPages(await bundleForPage());
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
