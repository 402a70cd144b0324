import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startServer, type RunningServer } from '../../demo/server.js';
import { listenerOfFolder } from '../../scripts/lib/serve.mjs';
import { ready } from './portal.js';
import { launchChromium } from './setup/browser.js';

const folder = fileURLToPath(new URL('../../.cache/e2e-demo', import.meta.url));

// Once, not for each backend that the portal is served with: this one is its own.
describe.runIf(inject('backend') === 'http')('the portal on a backend over SQL elsewhere', () => {
  let browser: Browser;
  let pages: Server;
  let portal: string;
  let backend: RunningServer;

  beforeAll(async () => {
    browser = await launchChromium();
    const serve = listenerOfFolder(folder);
    pages = createServer((request, response) => void serve(request, response));
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    portal = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
    backend = await startServer({ port: 0, origins: [portal] });
  });
  afterAll(async () => {
    await browser.close();
    await backend.stop();
    pages.close();
  });

  it('reads, saves and hears of changes across origins', async () => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`${portal}/?backend=http&src=${backend.url}`);
    await ready(page);
    await page
      .getByText(/\d AS|GmbH|AB|Ltd/)
      .first()
      .waitFor();

    const contact = () => fetch(`${backend.url}/contacts/p1`).then((response) => response.json());
    const saved = await page.evaluate(async () => {
      const store = document.querySelector('lead-provider')!.leads!;
      return (await store.updateContact('p1', { title: 'From the page' })).status;
    });
    expect(saved).toBe('done');
    expect(await contact()).toMatchObject({ title: 'From the page' });

    const answer = await fetch(`${backend.url}/contacts/p1`, {
      method: 'PATCH',
      headers: {
        'Content-Type': 'application/merge-patch+json',
        'Idempotency-Key': crypto.randomUUID(),
        'If-Match': '*',
      },
      body: JSON.stringify({ title: 'From elsewhere' }),
    });
    expect(answer.status).toBe(200);
    await page.waitForFunction(() => {
      const { record } = document.querySelector('lead-provider')!.leads!.record('contact', 'p1');
      return record && 'title' in record && record.title === 'From elsewhere';
    });
    expect(errors).toEqual([]);
  });
});
