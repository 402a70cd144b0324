// npm run stories [-- --no-build] [TEXT]: builds Storybook, opens every story (whose id contains TEXT) in
// light and dark, and fails it on a render, play or accessibility error and on anything on the error console.
// Every documentation page must have a table of what the manifest knows.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { chromiumArgs, findChromium } from './lib/browser.mjs';
import { formatCounts, noCounts, writeCounts } from './lib/counts.mjs';
import { inProject, root } from './lib/paths.mjs';
import { serveFolder } from './lib/serve.mjs';
import { checkBackend, withBackends } from './lib/story-backends.mjs';

const themes = ['light', 'dark'];
const pagesAtOnce = 2;
const timeout = 30_000;
/** Stories with this tag show a failing backend, so the browser may log failed loads in them. */
const networkErrorsTag = 'network-errors';

const args = process.argv.slice(2);
const wanted = args.find((arg) => !arg.startsWith('--')) ?? '';
if (!args.includes('--no-build')) buildStorybook();

const { entries } = JSON.parse(readFileSync(inProject('storybook-static/index.json'), 'utf8'));
const chosen = Object.values(entries).filter(({ id }) => id.includes(wanted));
const queue = [
  ...chosen
    .filter(({ type }) => type === 'docs')
    .map((story) => ({ story, theme: 'light', check: checkDocs })),
  ...chosen
    .filter(({ type }) => type === 'story')
    .flatMap((story) => themes.map((theme) => ({ story, theme, check }))),
];

const server = await serveFolder(inProject('storybook-static'));
const { executablePath } = await findChromium();
const browser = await chromium.launch({ executablePath, args: chromiumArgs });
queue.push(
  ...(await withBackends(chosen, browser, server.url)).map((each) => ({
    ...each,
    theme: each.backend,
    check: () => inNewContext((page) => checkBackend(page, server.url, each)),
  })),
);
const counts = noCounts();
let taken = 0;
await Promise.all(Array.from({ length: pagesAtOnce }, work));
await browser.close();
await server.close();

console.log(`${queue.length === 0 ? '' : '\n'}stories: ${formatCounts(counts)}`);
writeCounts(counts);
process.exitCode = counts.failures.length > 0 || counts.passed === 0 ? 1 : 0;

async function work() {
  for (let next = take(); next; next = take()) {
    const problems = await next.check(next.story, next.theme).catch((error) => [String(error)]);
    if (problems.length === 0) {
      counts.passed += 1;
      continue;
    }
    const name = `${next.story.title} / ${next.story.name} (${next.theme}, ${next.story.id})`;
    counts.failures.push(`${name}: ${problems[0].split('\n', 1)[0]}`);
    console.log(`✗ ${name}`);
    for (const problem of problems) console.log(`    ${problem.replaceAll('\n', '\n    ')}`);
  }
}

function take() {
  return queue[taken++];
}

/** Opens one story in a context of its own (MSW's service worker is per context) and lists what is wrong. */
async function check(story, theme) {
  const context = await browser.newContext({ colorScheme: theme, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    const problems = [];
    page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      const failedLoad = message.text().startsWith('Failed to load resource');
      if (failedLoad && story.tags?.includes(networkErrorsTag)) return;
      problems.push(`console.error: ${message.text()}${failedLoad ? ` ${message.location().url}` : ''}`);
    });
    const finished = await listen(page);
    await page.addInitScript(forwardChannel);
    await page.goto(`${server.url}/iframe.html?id=${story.id}&viewMode=story&globals=theme:${theme}`);
    problems.push(...(await finished.problems));
    return problems;
  } finally {
    await context.close();
  }
}

/** Opens an element's documentation: the manifest must have given it at least one property, attribute or event. */
async function checkDocs(docs) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const problems = [];
    page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
    await page.goto(`${server.url}/iframe.html?id=${docs.id}&viewMode=docs`);
    const row = page.locator('.docblock-argstable-body tr').first();
    await row
      .waitFor({ timeout })
      .catch(() => problems.push('the manifest documents nothing of this element'));
    return problems;
  } finally {
    await context.close();
  }
}

/** Pages of one context share service workers and storage. */
async function inNewContext(use) {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Listens before the page is opened; `problems` resolves once the story has finished. */
async function listen(page) {
  const problems = [];
  let end;
  const ended = new Promise((resolve) => (end = resolve));
  const timer = setTimeout(() => {
    problems.push(`did not finish within ${timeout / 1000} s`);
    end();
  }, timeout);
  await page.exposeFunction('leadkitStory', (event, data) => {
    if (event !== 'storyFinished') {
      problems.push(`${event}: ${data}`);
      if (event !== 'playFunctionThrewException' && event !== 'unhandledErrorsWhilePlaying') end();
      return;
    }
    const { status, reporters } = data;
    const a11y = reporters.find(({ type }) => type === 'a11y');
    if (!a11y) problems.push('no accessibility check ran');
    for (const { id, help, nodes } of a11y?.result?.violations ?? []) {
      problems.push(
        `a11y ${id}: ${help}`,
        ...nodes.map(({ target, failureSummary }) => `  ${target.flat().join(' ')}: ${failureSummary}`),
      );
    }
    if (a11y?.result?.error) problems.push(`a11y: ${a11y.result.error.message ?? 'failed'}`);
    if (status === 'error' && problems.length === 0) problems.push('finished with status error');
    end();
  });
  return {
    problems: ended.then(() => {
      clearTimeout(timer);
      return problems;
    }),
  };
}

/** Runs in the page: hands Storybook's events to leadkitStory. The channel is set by Storybook's own script. */
function forwardChannel() {
  let channel;
  const text = (value) =>
    value instanceof Error ? value.stack : (value?.message ?? value?.description ?? JSON.stringify(value));
  const failures = [
    'storyErrored',
    'storyMissing',
    'storyThrewException',
    'playFunctionThrewException',
    'unhandledErrorsWhilePlaying',
  ];
  Object.defineProperty(window, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set(value) {
      channel = value;
      for (const name of failures)
        value.on(name, (data) => window.leadkitStory(name, [data].flat().map(text).join('\n')));
      value.on('storyFinished', ({ status, reporters }) => {
        // Axe's passes hold thousands of nodes; only what is sent across must be plain data.
        const plain = reporters.map(({ type, result }) => ({
          type,
          result: { violations: result?.violations, error: result?.error && { message: text(result.error) } },
        }));
        window.leadkitStory('storyFinished', JSON.parse(JSON.stringify({ status, reporters: plain })));
      });
    },
  });
}

function buildStorybook() {
  for (const [command, ...rest] of [
    ['cem', 'analyze', '--config', 'custom-elements-manifest.config.mjs', '--quiet'],
    ['storybook', 'build', '--quiet', '--disable-telemetry'],
  ]) {
    const { status } = spawnSync('npx', ['--no-install', command, ...rest], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      console.error(`${command} failed: no story was opened.`);
      process.exit(1);
    }
  }
}
