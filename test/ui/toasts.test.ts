import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { resetMouse, sendMouse } from '@web/test-runner-commands';
import type { LeadUiToasts } from '../../src/ui/toasts.js';
import '../../src/ui/toasts.js';
import { hover } from '../helpers/mouse.js';

/** A clock for `setTimeout` that a test turns by hand. */
function useClock(): { advance: (ms: number) => void; restore: () => void } {
  const real = { set: window.setTimeout, clear: window.clearTimeout.bind(window) };
  const waiting = new Map<number, { at: number; run: () => void }>();
  let now = 0;
  let count = 1_000_000;
  window.setTimeout = ((run: () => void, ms = 0) => {
    waiting.set(++count, { at: now + ms, run });
    return count;
  }) as unknown as typeof setTimeout;
  window.clearTimeout = ((id: number) =>
    waiting.delete(id) ? undefined : real.clear(id)) as typeof clearTimeout;
  return {
    advance(ms) {
      now += ms;
      for (const [id, { at, run }] of waiting) {
        if (at > now) continue;
        waiting.delete(id);
        run();
      }
    },
    restore: () => Object.assign(window, { setTimeout: real.set, clearTimeout: real.clear }),
  };
}

describe('<lead-ui-toasts>', () => {
  let toasts: LeadUiToasts;
  let box: HTMLElement;
  let clock: ReturnType<typeof useClock>;

  beforeEach(async () => {
    box = await fixture<HTMLElement>(
      html`<div>
        <p>Content</p>
        <lead-ui-toasts></lead-ui-toasts>
      </div>`,
    );
    box.style.cssText = 'position: relative; block-size: 300px';
    toasts = box.querySelector('lead-ui-toasts')!;
    clock = useClock();
  });
  afterEach(async () => {
    clock.restore();
    await resetMouse();
  });

  const shown = () => [...toasts.shadowRoot!.querySelectorAll('.text')].map((each) => each.textContent);
  const passes = async (ms: number) => {
    clock.advance(ms);
    await toasts.updateComplete;
  };

  it('is a polite region that is there before its first message', async () => {
    const region = toasts.shadowRoot!.querySelector('[role=status]')!;
    expect(region.getAttribute('aria-live')).to.equal('polite');
    toasts.add({ text: 'Saved' });
    await toasts.updateComplete;
    expect(toasts.shadowRoot!.querySelector('[role=status]')).to.equal(region);
    expect(region.textContent).to.include('Saved');
    clock.restore();
    await expect(toasts).to.be.accessible();
  });

  it('takes a message away after six seconds', async () => {
    toasts.add({ text: 'Saved' });
    await passes(5900);
    expect(shown()).to.deep.equal(['Saved']);
    await passes(200);
    expect(shown()).to.deep.equal([]);
  });

  it('keeps messages while the pointer is on them', async () => {
    toasts.add({ text: 'Saved' });
    await toasts.updateComplete;
    await hover(toasts.shadowRoot!.querySelector('.toast')!);
    await passes(60_000);
    expect(shown()).to.deep.equal(['Saved']);
    await sendMouse({ type: 'move', position: [5, 5] });
    await aTimeoutReal(30);
    await passes(6100);
    expect(shown()).to.deep.equal([]);
  });

  it('keeps messages while the focus is on them', async () => {
    toasts.add({ text: 'Moved', action: { label: 'Undo', run: () => undefined } });
    await toasts.updateComplete;
    const undo = toasts.shadowRoot!.querySelector<HTMLElement>('.button')!;
    undo.focus();
    await passes(60_000);
    expect(shown()).to.deep.equal(['Moved']);
    undo.blur();
    await aTimeoutReal(10);
    await passes(6100);
    expect(shown()).to.deep.equal([]);
  });

  it('runs its action once and leaves', async () => {
    let undone = 0;
    toasts.add({ text: 'Moved', action: { label: 'Undo', run: () => undone++ } });
    await toasts.updateComplete;
    toasts.shadowRoot!.querySelector<HTMLElement>('.button')!.click();
    await toasts.updateComplete;
    expect(undone).to.equal(1);
    expect(shown()).to.deep.equal([]);
  });

  it('leaves early when the caller or the person wants it', async () => {
    const takeAway = toasts.add({ text: 'One' });
    toasts.add({ text: 'Two' });
    takeAway();
    await toasts.updateComplete;
    expect(shown()).to.deep.equal(['Two']);
    toasts.shadowRoot!.querySelector<HTMLElement>('.close')!.click();
    await toasts.updateComplete;
    expect(shown()).to.deep.equal([]);
  });

  it('shows at most the three latest', async () => {
    for (const text of ['One', 'Two', 'Three', 'Four']) toasts.add({ text });
    await toasts.updateComplete;
    expect(shown()).to.deep.equal(['Two', 'Three', 'Four']);
  });

  it('stands in the lower corner of its box and takes no room', async () => {
    const before = box.scrollHeight;
    toasts.add({ text: 'Saved' });
    await toasts.updateComplete;
    clock.restore();
    await aTimeout(250);
    const toast = toasts.shadowRoot!.querySelector('.toast')!.getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    expect(toast.right).to.be.within(frame.right - 24, frame.right);
    expect(toast.top).to.be.at.least(frame.top);
    expect(box.scrollHeight).to.equal(before);
  });
});

/** Waits by frames, because the clock is not the real one. */
async function aTimeoutReal(frames: number): Promise<void> {
  for (let frame = 0; frame < Math.ceil(frames / 16) + 1; frame++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
