// npm test [-- STEP…]. Node built-ins only until ensureInstalled() has run.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { formatCounts, noCounts } from './lib/counts.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inProject, root } from './lib/paths.mjs';
import { findPostgres } from './lib/postgres.mjs';

/** Each step is the npm script of its name. One that does not count its tests is itself one test. */
const steps = [
  { name: 'lint', counts: false },
  { name: 'types', counts: false },
  { name: 'unit', counts: true },
  { name: 'browser', counts: true },
  { name: 'stories', counts: true },
  { name: 'e2e', counts: true },
  { name: 'size', counts: true },
];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(
    `No such step: ${unknown.join(', ')}. There are ${steps.map((step) => step.name).join(', ')}.`,
  );
  process.exit(2);
}

ensureInstalled();

const results = steps
  .filter((step) => chosen.length === 0 || chosen.includes(step.name))
  .map((step) => ({ name: step.name, ...run(step) }));

const total = noCounts();
heading('result');
for (const { name, seconds, counts } of results) {
  console.log(`${name.padEnd(8)} ${formatCounts(counts)} in ${seconds} s`);
  total.passed += counts.passed;
  total.skipped += counts.skipped;
  total.failures.push(...counts.failures.map((failure) => `${name}: ${failure}`));
}
if (total.failures.length > 0) console.log(`\nFailed:\n${total.failures.join('\n')}`);
const sqlOn =
  process.env.LEADKIT_POSTGRES || findPostgres() ? '' : ' (no PostgreSQL here: SQL on PGlite alone)';
console.log(`\n${formatCounts(total)}${sqlOn}`);
process.exitCode = total.failures.length > 0 ? 1 : 0;

function run({ name, counts }) {
  heading(name);
  const file = inProject(`.cache/counts/${name}.json`);
  rmSync(file, { force: true });
  const started = Date.now();
  const { status } = spawnSync('npm', ['run', '--silent', name], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, LEADKIT_COUNTS: file },
    shell: process.platform === 'win32',
  });
  const seconds = Math.round((Date.now() - started) / 1000);
  const ok = status === 0;
  const failure = counts ? faultOf(readCounts(file), ok) : !ok && 'see above';
  const counted = (counts && readCounts(file)) || { ...noCounts(), passed: ok && !counts ? 1 : 0 };
  if (failure) counted.failures.push(failure);
  return { counts: counted, seconds };
}

/** What is wrong with a step beside the tests that it counted. */
function faultOf(counts, ok) {
  if (!counts) return 'ended without counting its tests';
  if (counts.passed + counts.failures.length + counts.skipped === 0) return 'found no tests';
  return !ok && counts.failures.length === 0 && 'failed outside its tests';
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function heading(name) {
  console.log(`\n=== ${name} ===\n`);
}
