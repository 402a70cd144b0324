import { expect, waitUntil } from '@open-wc/testing';
import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { FlakyAdapter } from '../helpers/flaky-adapter.js';
import '../helpers/outbox-tab.js';
import { sample } from '../helpers/stores.js';

const page = new URL('../helpers/outbox-tab.ts', import.meta.url).href;
let frames: HTMLIFrameElement[] = [];
let count = 0;

/** A document of its own in the same origin: its locks go when it goes, as those of a tab do. */
async function openTab(): Promise<{ frame: HTMLIFrameElement; store: LeadStore }> {
  const frame = document.createElement('iframe');
  frames.push(frame);
  document.body.append(frame);
  const script = frame.contentDocument!.createElement('script');
  Object.assign(script, { type: 'module', src: page });
  frame.contentDocument!.body.append(script);
  return { frame, store: await storeOf(frame) };
}

async function storeOf(frame: HTMLIFrameElement): Promise<LeadStore> {
  await waitUntil(() => frame.contentWindow?.outboxTab, 'the tab', { timeout: 10_000 });
  const { store } = frame.contentWindow!.outboxTab!;
  await store.loaded;
  return store;
}

function backend(): { line: FlakyAdapter; names: () => Promise<string[]> } {
  const memory = createMemoryAdapter(structuredClone(sample));
  const line = new FlakyAdapter(memory);
  window.backendOfTabs = { adapter: line, name: `browser-${Date.now()}-${count++}` };
  const names = async () => {
    const all: string[] = [];
    const batches = memory.read({ signal: new AbortController().signal, entities: [] });
    for await (const { contacts } of batches as AsyncIterable<{ contacts?: { firstName: string }[] }>)
      all.push(...(contacts ?? []).map(({ firstName }) => firstName));
    return all.filter((name) => name.startsWith('Once'));
  };
  return { line, names };
}

describe('[S6] the outbox in a browser', function () {
  this.timeout(20_000);

  afterEach(() => {
    for (const frame of frames) frame.remove();
    frames = [];
    delete window.backendOfTabs;
  });

  it('survives a reload of the page, and sends what waited once', async () => {
    const { line, names } = backend();
    const { frame, store } = await openTab();
    line.fault = () => 'lostAfter';
    await store.createContact({ firstName: 'Once 1' });
    line.fault = () => 'lostBefore';
    await store.createContact({ firstName: 'Once 2' });
    frame.remove();
    const { store: after } = await openTab();
    await waitUntil(() => after.waiting.length === 2);
    const shown = [...after.records.contacts()].map(({ firstName }) => firstName);
    expect(shown).to.include.members(['Once 1', 'Once 2']);
    line.fault = () => 'ok';
    after.retryWaiting();
    await waitUntil(() => after.waiting.length === 0);
    expect(await names()).to.eql(['Once 1', 'Once 2']);
  });

  it('of a tab that lives is left alone; of one that ended exactly one tab takes over', async () => {
    const { line, names } = backend();
    const first = await openTab();
    line.fault = () => 'lostBefore';
    await first.store.createContact({ firstName: 'Once' });
    const second = await openTab();
    expect(second.store.waiting).to.eql([]);
    first.frame.remove();
    const held = async () => (await navigator.locks.query()).held?.length;
    await waitUntil(async () => (await held()) === 1);
    const heirs = await Promise.all([openTab(), openTab(), openTab()]);
    expect(heirs.map(({ store }) => store.waiting.length).sort()).to.eql([0, 0, 1]);
    line.fault = () => 'ok';
    for (const { store } of [second, ...heirs]) store.retryWaiting();
    await waitUntil(() => heirs.every(({ store }) => store.waiting.length === 0));
    expect(await names()).to.eql(['Once']);
    expect(new Set(line.keys).size).to.equal(1);
  });

  it('is heard of by a tab that lives when it is looked at', async () => {
    const { line } = backend();
    const first = await openTab();
    line.fault = () => 'lostBefore';
    await first.store.createContact({ firstName: 'Once' });
    const second = await openTab();
    first.frame.remove();
    await waitUntil(async () => {
      second.frame.contentDocument!.dispatchEvent(new Event('visibilitychange'));
      await new Promise(requestAnimationFrame);
      return second.store.waiting.length === 1;
    });
  });
});
