import { bundleForNode, bundleForPage } from './bench-bundle.mjs';
import { runInChromium, startPages } from './bench-chromium.mjs';
import { runInNode } from './bench-node.mjs';

/** In the order in which they are measured; the ones of a quick run come first. Keys of bench/peers/index.ts. */
const quickPeers = ['tuned', 'arquero', 'crossfilter', 'sqljs'];
const otherPeers = [
  'naive',
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

const quickEffort = (n) => (n > 10_000 ? { rounds: 7, budget: 180 } : { rounds: 15, budget: 250 });
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
  const runners = await startRunners(options.where);
  const bytes = new Bytes(options.quick);
  const time = options.quick ? taskTime.quick : taskTime.full;
  let good = true;
  for (const task of tasks(options)) {
    const { kind, subject, engine, n, where } = task;
    const name = `${kind} ${subject} (${engine}), ${n}, ${where}`;
    if (deadline.aborted) {
      console.error(`bench: no time left for ${name}`);
      continue;
    }
    const tell = (message) => {
      if (message.line) print(message.line);
      else if (message.note) console.error(`bench: ${message.note}`);
      else bytes.take(task, message);
    };
    const start = performance.now();
    const limit = AbortSignal.timeout(time);
    try {
      await runners.run[where](task, tell, AbortSignal.any([deadline, limit]));
      console.error(`bench: ${name} took ${((performance.now() - start) / 1_000).toFixed(1)} s`);
    } catch (error) {
      if (deadline.aborted) console.error(`bench: ${name} was cut short: no time left`);
      else if (limit.aborted) console.error(`bench: ${name} was cut short after ${time / 1_000} s`);
      else {
        good = false;
        console.error(`bench: ${name} failed: ${error.message}`);
      }
    }
  }
  for (const line of bytes.lines()) print(line);
  await runners.close();
  return good;
}

/** Ours before its peers, so that a run that is cut short has said the most. */
function* tasks({ quick, slow, sizes: asked, peers, only, ...options }) {
  const effort = quick ? quickEffort : fullEffort;
  const subjects = peers ?? (quick ? quickPeers : [...quickPeers, ...otherPeers]);
  for (const n of asked ?? (quick ? quickSizes : sizes)) {
    const common = { quick, slow, only, effort: effort(n), n };
    const places = placesOf(n, quick, options);
    for (const place of places) yield { ...common, ...place, kind: 'ours', subject: 'ours' };
    for (const subject of subjects)
      for (const place of places) yield { ...common, ...place, kind: 'peer', subject };
    if (n < 10_000 || (only && !'bytes'.startsWith(only))) continue;
    for (const place of places) yield { ...common, ...place, kind: 'bytes', subject: 'ours' };
    // Those of others do not depend on our engine.
    for (const place of places.filter(({ where }, index) => index === indexOf(places, where)))
      for (const subject of ['plain', ...(quick ? [] : subjects)])
        yield { ...common, ...place, kind: 'bytes', subject };
  }
}

const indexOf = (places, where) => places.findIndex((place) => place.where === where);

/**
 * Where, and with which engine. A few contacts never go into WebAssembly's memory; and a quick run has no time for all
 * four of Node and Chromium, with SIMD and without.
 */
function placesOf(n, quick, { where, engines }) {
  const wanted = engines ?? (n < 10_000 ? ['javascript'] : ['simd', 'javascript']);
  const all = where.flatMap((place) => wanted.map((engine) => ({ where: place, engine })));
  const sampled = quick && !engines && where.length > 1 && wanted.length > 1;
  return sampled ? all.filter((each) => (each.where === 'node') === (each.engine === 'javascript')) : all;
}

async function startRunners(where) {
  const run = {};
  let close = async () => undefined;
  if (where.includes('node')) {
    const bundle = await bundleForNode();
    run.node = (task, tell, signal) => runInNode(task, { bundle, tell, signal });
  }
  if (where.includes('chromium')) {
    const pages = await startPages(await bundleForPage('bench/page.ts'));
    close = pages.close;
    run.chromium = (task, tell, signal) => runInChromium(task, { url: pages.url, tell, signal });
  }
  return { run, close };
}

/** Bytes are of separate processes; the lines come when both numbers are there. */
class Bytes {
  #quick;
  #ours = [];
  #others = [];

  constructor(quick) {
    this.#quick = quick;
  }

  take({ n, engine, where, subject }, { name, bytes }) {
    (subject === 'ours' ? this.#ours : this.#others).push({ n, engine, where, name, bytes });
  }

  *lines() {
    for (const { n, engine, where, bytes: ours } of this.#ours) {
      for (const { name: peer, bytes: theirs } of this.#others.filter(
        (other) => other.n === n && other.where === where,
      )) {
        yield {
          ...{ suite: 'query', op: 'bytes', n, where, engine, ours: Math.round(ours) },
          ...{ peer, theirs: Math.round(theirs), unit: 'B', ratio: Number((theirs / ours).toPrecision(4)) },
          ...{ rounds: 1, spread: 0 },
          ...(this.#quick ? { quick: true } : {}),
        };
      }
    }
  }
}
