import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { resetMouse, sendKeys } from '@web/test-runner-commands';
import type { ListboxOption } from '../../src/ui/listbox-options.js';
import type { LeadUiListboxSelect } from '../../src/ui/listbox-select.js';
import '../../src/ui/listbox-select.js';
import { clickOn } from '../helpers/mouse.js';
import { expectFocus } from '../helpers/focus.js';

const statuses: readonly ListboxOption[] = [
  { id: 'open', label: 'Open', tone: 'slate' },
  { id: 'contacting', label: 'Contacting', tone: 'amber', description: 'First calls are out' },
  { id: 'qualified', label: 'Qualified', tone: 'green' },
  { id: 'lost', label: 'Lost', disabled: true },
  { id: 'renurture', label: 'Re-nurture', tone: 'violet' },
  { id: 'gone', label: 'Ancient', deleted: true },
];
const people = ['Astrid', 'Bjørn', 'Carla', 'Dmitri', 'Éva', 'Farid', 'Greta', 'Hugo', 'Ines'].map(
  (name) => ({
    id: name,
    label: name,
  }),
);

interface Given {
  options?: readonly ListboxOption[];
  values?: readonly string[];
  multiple?: boolean;
  clearable?: boolean;
}

async function select(given: Given = {}): Promise<{ element: LeadUiListboxSelect; heard: string[][] }> {
  const heard: string[][] = [];
  const box = await fixture(
    html`<div>
      <lead-ui-listbox-select
        label="Lead status"
        placeholder="None"
        .options=${given.options ?? statuses}
        .values=${given.values ?? []}
        ?multiple=${given.multiple}
        ?clearable=${given.clearable}
        @lead-ui-change=${(event: HTMLElementEventMap['lead-ui-change']) => heard.push([...event.values])}
      ></lead-ui-listbox-select
      ><button id="after">After</button>
    </div>`,
  );
  return { element: box.querySelector('lead-ui-listbox-select')!, heard };
}

const root = (element: LeadUiListboxSelect) => element.shadowRoot!;
const trigger = (element: LeadUiListboxSelect) => root(element).querySelector<HTMLButtonElement>('.trigger')!;
const options = (element: LeadUiListboxSelect) => [
  ...root(element).querySelectorAll<HTMLElement>('[role=option]'),
];
const words = (node: Element) => node.textContent.replace(/\s+/g, ' ').trim();
const active = (element: LeadUiListboxSelect) => {
  const owner = root(element).activeElement;
  const option = root(element).getElementById(owner?.getAttribute('aria-activedescendant') ?? '');
  return option && words(option.querySelector('.text')!);
};

async function press(element: LeadUiListboxSelect, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await sendKeys({ press: key });
    await element.updateComplete;
  }
  await nextFrame();
}

describe('<lead-ui-listbox-select>', () => {
  afterEach(() => resetMouse());

  it('is a combobox named by its label that shows its choice', async () => {
    const { element } = await select({ values: ['contacting'] });
    expect(trigger(element).getAttribute('role')).to.equal('combobox');
    expect(trigger(element).getAttribute('aria-label')).to.equal('Lead status');
    expect(words(trigger(element))).to.equal('Contacting');
    await expect(element).to.be.accessible();
  });

  it('shows the placeholder while nothing is chosen', async () => {
    const { element } = await select();
    expect(words(trigger(element))).to.equal('None');
  });

  it('opens on the chosen option, with what it means in a second line', async () => {
    const { element } = await select({ values: ['contacting'] });
    trigger(element).focus();
    await press(element, 'ArrowDown');
    expect(element.open).to.be.true;
    expect(active(element)).to.equal('Contacting First calls are out');
    expect(options(element)[1]!.getAttribute('aria-selected')).to.equal('true');
    await expect(element).to.be.accessible();
  });

  it('chooses with the keyboard: closes, keeps the focus, tells once', async () => {
    const { element, heard } = await select({ values: ['open'] });
    trigger(element).focus();
    await press(element, 'Enter', 'ArrowDown', 'ArrowDown', 'Enter');
    expect(heard).to.deep.equal([['qualified']]);
    expect(element.values).to.deep.equal(['qualified']);
    expect(element.open).to.be.false;
    expectFocus(trigger(element));
  });

  it('says nothing when the chosen option is chosen again', async () => {
    const { element, heard } = await select({ values: ['open'] });
    trigger(element).focus();
    await press(element, 'Enter', 'Enter');
    expect(element.open).to.be.false;
    expect(heard).to.deep.equal([]);
  });

  it('walks over what is disabled and stops at the ends', async () => {
    const { element } = await select({ values: ['qualified'] });
    trigger(element).focus();
    await press(element, 'Enter', 'ArrowDown');
    expect(active(element)).to.equal('Re-nurture');
    await press(element, 'ArrowDown');
    expect(active(element)).to.equal('Re-nurture');
    await press(element, 'ArrowUp');
    expect(active(element)).to.equal('Qualified');
    await press(element, 'Home');
    expect(active(element)).to.equal('Open');
    await press(element, 'End');
    expect(active(element)).to.equal('Re-nurture');
  });

  it('goes to an option by its first letters, also from the closed button', async () => {
    const { element } = await select();
    trigger(element).focus();
    await press(element, 'q');
    expect(element.open).to.be.true;
    expect(active(element)).to.equal('Qualified');
  });

  it('changes nothing with Escape, with Tab or with a click elsewhere', async () => {
    const { element, heard } = await select({ values: ['open'] });
    trigger(element).focus();
    await press(element, 'Enter', 'ArrowDown', 'Escape');
    expect(element.open).to.be.false;
    expectFocus(trigger(element));
    await press(element, 'Enter', 'ArrowDown', 'Tab');
    expect(element.open).to.be.false;
    expect(document.activeElement!.id).to.equal('after');
    expect(heard).to.deep.equal([]);
  });

  it('works with the mouse', async () => {
    const { element, heard } = await select();
    await clickOn(trigger(element));
    await element.updateComplete;
    await clickOn(options(element)[2]!);
    expect(heard).to.deep.equal([['qualified']]);
    expect(element.open).to.be.false;
    await clickOn(trigger(element));
    expect(element.open).to.be.true;
    await clickOn(trigger(element));
    expect(element.open).to.be.false;
  });

  it('does not choose what is disabled', async () => {
    const { element, heard } = await select();
    element.show();
    await element.updateComplete;
    await clickOn(options(element)[3]!);
    expect(heard).to.deep.equal([]);
    expect(options(element)[3]!.getAttribute('aria-disabled')).to.equal('true');
  });

  it('offers a deleted option only while it is chosen, struck through and marked', async () => {
    const { element } = await select();
    element.show();
    await element.updateComplete;
    expect(options(element).map(words)).to.not.include('Ancient (deleted)');
    element.hide();
    element.values = ['gone'];
    await element.updateComplete;
    expect(words(trigger(element))).to.equal('Ancient (deleted)');
    expect(trigger(element).querySelector('s')!.textContent).to.equal('Ancient');
    element.show();
    await element.updateComplete;
    expect(options(element).map(words)).to.include('Ancient (deleted)');
  });

  it('shows a value that the options do not know', async () => {
    const { element } = await select({ values: ['nonsense'] });
    expect(words(trigger(element))).to.equal('nonsense');
  });

  it('speaks the language of the page', async () => {
    const box = await fixture(
      html`<div lang="nb">
        <lead-ui-listbox-select .options=${statuses} .values=${['gone']}></lead-ui-listbox-select>
      </div>`,
    );
    const element = box.querySelector('lead-ui-listbox-select')!;
    await waitUntil(() => words(trigger(element)) === 'Ancient (slettet)');
  });

  describe('with multiple', () => {
    it('toggles with Space and Enter, stays open, and tells every time', async () => {
      const { element, heard } = await select({ multiple: true, values: ['open'] });
      trigger(element).focus();
      await press(element, 'ArrowDown', 'ArrowDown', ' ', 'ArrowUp', 'Enter');
      expect(heard).to.deep.equal([['open', 'contacting'], ['contacting']]);
      expect(element.open).to.be.true;
      const list = root(element).querySelector('[role=listbox]')!;
      expect(list.getAttribute('aria-multiselectable')).to.equal('true');
      await expect(element).to.be.accessible();
    });

    it('names two and counts the rest', async () => {
      const { element } = await select({
        multiple: true,
        values: ['renurture', 'open', 'qualified', 'contacting'],
      });
      expect(words(trigger(element))).to.equal('Open, Contacting +2');
    });

    it('chooses everything that can be chosen with Ctrl+A, and nothing the second time', async () => {
      const { element, heard } = await select({ multiple: true });
      trigger(element).focus();
      await press(element, 'ArrowDown');
      await sendKeys({ down: 'Control' });
      await press(element, 'a', 'a');
      await sendKeys({ up: 'Control' });
      expect(heard).to.deep.equal([['open', 'contacting', 'qualified', 'renurture'], []]);
    });

    it('empties with its button and returns the focus', async () => {
      const { element, heard } = await select({ multiple: true, clearable: true, values: ['open'] });
      const clear = root(element).querySelector<HTMLButtonElement>('.clear')!;
      expect(clear.getAttribute('aria-label')).to.equal('Clear Lead status');
      await clickOn(clear);
      await element.updateComplete;
      expect(heard).to.deep.equal([[]]);
      expect(root(element).querySelector('.clear')).to.be.null;
      expectFocus(trigger(element));
    });
  });

  describe('with more than eight options', () => {
    const filter = (element: LeadUiListboxSelect) =>
      root(element).querySelector<HTMLInputElement>('.filter')!;

    it('has a box that filters, without minding case or accents', async () => {
      const { element } = await select({ options: people });
      trigger(element).focus();
      await press(element, 'Enter');
      expectFocus(filter(element));
      await sendKeys({ type: 'ev' });
      await element.updateComplete;
      expect(options(element).map(words)).to.deep.equal(['Éva']);
      expect(active(element)).to.equal('Éva');
      await expect(element).to.be.accessible();
    });

    it('chooses from the filtered list and returns the focus to the button', async () => {
      const { element, heard } = await select({ options: people });
      trigger(element).focus();
      await press(element, 'Enter');
      await sendKeys({ type: 'r' });
      await element.updateComplete;
      await press(element, 'ArrowDown', 'Enter');
      expect(heard).to.deep.equal([['Bjørn']]);
      expectFocus(trigger(element));
    });

    it('says when nothing matches', async () => {
      const { element } = await select({ options: people });
      element.show();
      await element.updateComplete;
      await sendKeys({ type: 'xyz' });
      await element.updateComplete;
      expect(options(element)).to.deep.equal([]);
      expect(words(root(element).querySelector('[role=status]')!)).to.equal('Nothing matches');
      await press(element, 'Enter');
      expect(element.open).to.be.true;
    });

    it('types a space into the box instead of choosing', async () => {
      const { element, heard } = await select({ options: people, multiple: true });
      element.show();
      await element.updateComplete;
      await press(element, ' ');
      expect(filter(element).value).to.equal(' ');
      expect(heard).to.deep.equal([]);
    });

    it('goes on behind the button with Tab', async () => {
      const { element } = await select({ options: people });
      trigger(element).focus();
      await press(element, 'Enter', 'Tab');
      expect(document.activeElement!.id).to.equal('after');
    });
  });
});
