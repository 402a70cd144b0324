import { parseArgs } from 'node:util';

const suites = ['query', 'board', 'grid', 'find', 'server'];

const engines = ['simd', 'javascript', 'plain'];

export const usage = `npm run bench [-- SUITE …] [options]
  SUITE            ${suites.join(', ')}; all when left out
  --quick          within three minutes: fewer sizes, peers and rounds
  --n 1000,10000   only these sizes
  --where node     only in Node, or only in chromium
  --peer naive     only these peers: keys of bench/peers/index.ts or of a suite in bench/views, comma-separated
  --engine simd    only with WebAssembly SIMD, or only in javascript; plain: the evaluator of the tests instead
  --only f_        only operations whose names begin so
  --slow           also where a peer takes minutes`;

/**
 * @param {string[]} args
 * @returns {{ suites: string[], quick: boolean, slow: boolean, sizes?: number[], where: string[], engines?: string[], peers?: string[], only?: string }}
 */
export function readOptions(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      slow: { type: 'boolean', default: false },
      n: { type: 'string' },
      where: { type: 'string' },
      peer: { type: 'string' },
      engine: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const unknown = positionals.find((suite) => !suites.includes(suite));
  if (unknown) throw new Error(`There is no suite "${unknown}".`);
  const sizes = values.n?.split(',').map(Number);
  if (sizes?.some((n) => !Number.isInteger(n) || n < 1)) throw new Error('--n wants whole numbers.');
  const stranger = values.engine?.split(',').find((engine) => !engines.includes(engine));
  if (stranger) throw new Error(`There is no engine "${stranger}".`);
  return {
    suites: positionals.length > 0 ? positionals : suites,
    quick: values.quick,
    slow: values.slow,
    sizes,
    where: values.where?.split(',') ?? ['node', 'chromium'],
    peers: values.peer?.split(','),
    engines: values.engine?.split(','),
    only: values.only,
  };
}
