// Opens stories behind every backend of the toolbar (.storybook/backends.ts): whatever goes wrong, a person sees what.
import axe from 'axe-core';

/** One element of each kind: a card, a grid, a board, a search, a list of an administrator. */
const stories = ['contact-card', 'contacts-tab', 'board', 'find', 'setup-statuses'].map(
  (name) => `elements-${name}--ready`,
);
/** With these, nothing can be read. */
const failing = /^http-(401|403|429|500|network-loss|answer-lost|half-page)$/;
/** With these, some things can: questions are refused, a page that comes twice is no page, or it is a matter of luck. */
const mixed = /^http-(422|duplicates|random)$/;
/** A slow backend is asked several times until an element has all that it shows. */
const timeout = 40_000;

/** The stories among `entries` with every backend that the built preview knows. */
export async function withBackends(entries, browser, url) {
  const chosen = entries.filter(({ id }) => stories.includes(id));
  if (chosen.length === 0) return [];
  const page = await browser.newPage();
  await page.goto(`${url}/iframe.html?id=${chosen[0].id}&viewMode=story`);
  await page.locator('#storybook-root > *').first().waitFor();
  const backends = await page.evaluate(() =>
    window.__STORYBOOK_PREVIEW__.storyStoreValue.projectAnnotations.globalTypes.backend.toolbar.items.map(
      ({ value }) => value,
    ),
  );
  await page.close();
  return chosen.flatMap((story) => backends.map((backend) => ({ story, backend })));
}

/** Lists what is wrong with a story behind a backend, once it no longer waits. */
export async function checkBackend(page, url, { story, backend }) {
  const problems = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console.error: ${message.text()}`);
  });
  await page.goto(`${url}/iframe.html?id=${story.id}&viewMode=story&globals=theme:light;backend:${backend}`);
  const shown = await settled(page, failing.test(backend) ? saysFailure : () => true);
  if (!/[a-z]{3}/i.test(shown.replaceAll(/\b(status|alert|group|article)\b/g, '')))
    problems.push('shows nothing');
  if (/loading/i.test(shown)) problems.push(`still waits after ${timeout / 1000} s`);
  const fails = saysFailure(shown);
  if (failing.test(backend) && !fails) problems.push('says nothing of the failure');
  if (fails && !failing.test(backend) && !mixed.test(backend)) problems.push(`fails: ${shown.slice(0, 200)}`);
  return [...problems, ...(await violations(page))];
}

function saysFailure(shown) {
  return shown.includes('button "Retry"');
}

/**
 * What a screen reader finds, as soon as that is what is expected, does not change any more, and nothing is loading.
 * A backend that asks to wait (429) is tried again before anybody is told.
 */
async function settled(page, isExpected) {
  const root = page.locator('#storybook-root');
  const end = Date.now() + timeout;
  let before;
  for (;;) {
    const shown = await root.ariaSnapshot();
    const isWaiting = shown !== before || shown === '' || /loading/i.test(shown) || !isExpected(shown);
    if (!isWaiting || Date.now() > end) return shown;
    before = shown;
    await page.waitForTimeout(400);
  }
}

async function violations(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const found = await window.axe.run('#storybook-root', {
      resultTypes: ['violations'],
      rules: { region: { enabled: false } }, // a story is no page
    });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `a11y ${id} at ${target.flat().join(' ')}: ${failureSummary}`,
      ),
    );
  });
}
