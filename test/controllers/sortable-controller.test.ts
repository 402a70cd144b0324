import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { LitElement, css } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { SortableController, type SortableHooks } from '../../src/controllers/sortable-controller.js';
import { middleOf } from '../helpers/mouse.js';

/** Two lists and a state that they follow: what the controller knows of a board, and nothing more. */
@customElement('test-lists')
class TestLists extends LitElement {
  static override styles = css`
    :host {
      display: flex;
      gap: 20px;
    }
    ul {
      inline-size: 150px;
      min-block-size: 120px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      block-size: 30px;
    }
    .short {
      block-size: 120px;
      overflow: auto;
    }
  `;
  @state() lists: Record<string, string[]> = { a: ['1', '2', '3'], b: ['4'] };
  @state() hasSecond = true;
  readonly log: string[] = [];
  refuse = '';

  readonly hooks: SortableHooks = {
    items: 'li',
    ignore: '.fixed',
    lists: () => this.renderRoot.querySelectorAll<HTMLElement>('ul'),
    listAt: (element) => element.closest<HTMLElement>('ul') ?? undefined,
    place: (_item, list) => (list.id === this.refuse ? false : list.querySelector('li')),
    scrollers: (list) => (list ? [list] : []),
    started: (item) => this.log.push(`start ${item.id}`),
    moved: (item, over) => this.log.push(`${item.id} over ${over?.id ?? 'home'}`),
    ended: (item, to) => {
      this.log.push(`end ${item.id} ${to?.id ?? 'home'}`);
      if (!to) return;
      const lists = Object.entries(this.lists).map(([key, ids]) => [
        key,
        [...(key === to.id ? [item.id] : []), ...ids.filter((id) => id !== item.id)],
      ]);
      this.lists = Object.fromEntries(lists) as Record<string, string[]>;
    },
  };
  readonly sortable = new SortableController(this, this.hooks);

  protected override scheduleUpdate(): void | Promise<unknown> {
    const { idle } = this.sortable;
    return idle ? idle.then(() => this.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override render() {
    const keys = Object.keys(this.lists).filter((key) => key === 'a' || this.hasSecond);
    return html`${repeat(
      keys,
      (key) => key,
      (key) =>
        html`<ul id=${key}>
          ${repeat(
            this.lists[key]!,
            (id) => id,
            (id) => html`<li id=${id} class=${id === '3' ? 'fixed' : ''}>Item ${id}</li>`,
          )}
        </ul>`,
    )}`;
  }
}

async function listsReady(): Promise<TestLists> {
  const element = await fixture<TestLists>(html`<test-lists></test-lists>`);
  await waitUntil(() =>
    Object.keys(element.shadowRoot!.querySelector('ul')!).some((key) => key.startsWith('Sortable')),
  );
  return element;
}

const inDom = (element: TestLists) =>
  Object.fromEntries(
    [...element.shadowRoot!.querySelectorAll('ul')].map((list) => [
      list.id,
      [...list.querySelectorAll('li')].map(({ id }) => id),
    ]),
  );
const at = (element: TestLists, id: string) => element.shadowRoot!.getElementById(id)!;

async function pickUp(element: TestLists, id: string): Promise<void> {
  const [x, y] = middleOf(at(element, id));
  await sendMouse({ type: 'move', position: [x, y] });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [x + 8, y + 3] });
  await aTimeout(50);
}

async function over(element: TestLists, id: string): Promise<void> {
  const [x, y] = middleOf(at(element, id));
  await sendMouse({ type: 'move', position: [x - 5, y - 5] });
  await sendMouse({ type: 'move', position: [x, y] });
  await aTimeout(50);
}

async function release(element: TestLists): Promise<void> {
  await sendMouse({ type: 'up' });
  await element.updateComplete;
}

describe('SortableController', () => {
  afterEach(() => resetMouse());

  it('tells of a drop when the item is back where Lit had put it, and the DOM follows the state', async () => {
    const element = await listsReady();
    await pickUp(element, '2');
    await over(element, 'b');
    expect(inDom(element)['b']).to.deep.equal(['2', '4']);
    let backBefore: unknown;
    const { ended } = element.hooks;
    Object.assign(element.hooks, {
      ended: (item: HTMLElement, to: HTMLElement | undefined) => {
        backBefore = inDom(element)['a'];
        ended(item, to);
      },
    });
    await release(element);
    expect(backBefore).to.deep.equal(['1', '2', '3']);
    expect(element.log).to.deep.equal(['start 2', '2 over b', 'end 2 b']);
    expect(inDom(element)).to.deep.equal(element.lists);
    expect(inDom(element)).to.deep.equal({ a: ['1', '3'], b: ['2', '4'] });
  });

  it('goes there and back many times without a stray node', async () => {
    const element = await listsReady();
    for (const [id, to] of [
      ['1', 'b'],
      ['1', 'a'],
      ['4', 'a'],
      ['4', 'b'],
    ] as const) {
      await pickUp(element, id);
      await over(element, to);
      await release(element);
      expect(inDom(element)).to.deep.equal(element.lists);
    }
    expect(element.shadowRoot!.querySelectorAll('li')).to.have.length(4);
  });

  it('does not touch the DOM for a plain click', async () => {
    const element = await listsReady();
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((some) => records.push(...some));
    observer.observe(element.shadowRoot!, { childList: true, subtree: true });
    await sendMouse({ type: 'click', position: middleOf(at(element, '1')) });
    await aTimeout(0);
    observer.disconnect();
    expect(records).to.have.length(0);
    expect(element.log).to.deep.equal([]);
    expect(!!element.sortable.idle).to.be.false;
  });

  it('sends an item home that may not go there, that is over no list, or on Escape', async () => {
    const element = await listsReady();
    element.refuse = 'b';
    await pickUp(element, '1');
    await over(element, 'b');
    await release(element);
    element.refuse = '';
    await pickUp(element, '1');
    await over(element, 'b');
    await sendMouse({ type: 'move', position: [600, 400] });
    await aTimeout(20);
    await release(element);
    await pickUp(element, '1');
    await over(element, 'b');
    await sendKeys({ press: 'Escape' });
    expect(element.sortable.active).to.be.false;
    await release(element);
    expect(element.log.filter((line) => line.startsWith('end'))).to.deep.equal([
      'end 1 home',
      'end 1 home',
      'end 1 home',
    ]);
    expect(inDom(element)).to.deep.equal({ a: ['1', '2', '3'], b: ['4'] });
  });

  it('leaves alone what is not to be dragged', async () => {
    const element = await listsReady();
    await pickUp(element, '3');
    expect(element.log).to.deep.equal([]);
    await release(element);
  });

  it('lets the host render only after the drag', async () => {
    const element = await listsReady();
    await pickUp(element, '1');
    element.lists = { a: ['2'], b: ['4', '1', '5'] };
    await aTimeout(20);
    expect(at(element, '3').isConnected).to.be.true;
    await release(element);
    expect(inDom(element)).to.deep.equal({ a: ['2'], b: ['4', '1', '5'] });
  });

  it('ends the drag when the host goes away, and starts anew when it comes back', async () => {
    const element = await listsReady();
    const parent = element.parentElement!;
    await pickUp(element, '1');
    await over(element, 'b');
    element.remove();
    await aTimeout(0);
    expect(element.sortable.active).to.be.false;
    expect(inDom(element)).to.deep.equal({ a: ['1', '2', '3'], b: ['4'] });
    await sendMouse({ type: 'up' });
    parent.append(element);
    await element.updateComplete;
    await pickUp(element, '1');
    await over(element, 'b');
    await release(element);
    expect(inDom(element)['b']).to.deep.equal(['1', '4']);
  });

  it('keeps its instances while the host is moved within the page', async () => {
    const element = await listsReady();
    const other = document.body.appendChild(document.createElement('div'));
    other.append(element);
    await element.updateComplete;
    await pickUp(element, '1');
    await over(element, 'b');
    await release(element);
    expect(inDom(element)['b']).to.deep.equal(['1', '4']);
    other.remove();
  });

  it('does not end the drag of one host when a list of another one goes', async () => {
    const element = await listsReady();
    const other = await listsReady();
    await pickUp(element, '1');
    other.hasSecond = false;
    await other.updateComplete;
    await over(element, 'b');
    await release(element);
    expect(inDom(element)['b']).to.deep.equal(['1', '4']);
    expect(element.shadowRoot!.querySelectorAll('.dragged')).to.have.length(0);
  });

  it('drags by touch after a short hold, and leaves a quick swipe to the scroller', async () => {
    const element = await listsReady();
    const item = at(element, '1');
    const [x, y] = middleOf(item);
    const send = (type: string, dx = 0, dy = 0) =>
      (type === 'pointerdown' ? item : document).dispatchEvent(
        new PointerEvent(type, {
          pointerType: 'touch',
          pointerId: 7,
          isPrimary: true,
          bubbles: true,
          composed: true,
          cancelable: true,
          clientX: x + dx,
          clientY: y + dy,
        }),
      );
    send('pointerdown');
    send('pointermove', 0, 20);
    await aTimeout(300);
    send('pointermove', 0, 60);
    await aTimeout(20);
    expect(element.log, 'a swipe').to.deep.equal([]);
    send('pointerup', 0, 60);

    send('pointerdown');
    await aTimeout(300);
    send('pointermove', 8, 2);
    await aTimeout(20);
    const [bx, by] = middleOf(at(element, 'b'));
    send('pointermove', bx - x, by - y);
    await aTimeout(20);
    send('pointerup', bx - x, by - y);
    await element.updateComplete;
    expect(inDom(element)['b']).to.deep.equal(['1', '4']);
  });
});
