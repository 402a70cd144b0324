import { aTimeout, expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '../../src/elements/setup-statuses/lead-setup-statuses.js';
import type { LeadSetupStatuses } from '../../src/elements/setup-statuses/lead-setup-statuses.js';
import type { LeadSetupChangeEvent } from '../../src/events/lead-setup-change.js';
import { AdapterError } from '../../src/store/port.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { ScriptedAdapter } from '../helpers/scripted-adapter.js';
import { createFailedStore, createLoadingStore, createSampleStore } from '../helpers/stores.js';
import { until } from '../helpers/until.js';

interface World {
  readonly store: LeadStore;
  readonly element: LeadSetupStatuses;
  readonly root: ShadowRoot;
  readonly events: LeadSetupChangeEvent[];
}

async function world(store?: LeadStore): Promise<World> {
  const used = store ?? (await createSampleStore());
  const events: LeadSetupChangeEvent[] = [];
  const element = await fixture<LeadSetupStatuses>(
    html`<lead-setup-statuses
      .store=${used}
      @lead-setup-change=${(event: LeadSetupChangeEvent) => events.push(event)}
    ></lead-setup-statuses>`,
  );
  return { store: used, element, root: element.shadowRoot!, events };
}

const names = (root: ShadowRoot) =>
  [...root.querySelectorAll('.row .name')].map((each) => each.textContent.trim());
const row = (root: ShadowRoot, id: string) => root.querySelector<HTMLElement>(`.row[data-id='${id}']`)!;
const button = (root: ShadowRoot, id: string, selector: string) =>
  row(root, id).querySelector<HTMLElement>(selector)!;
const dialogRoot = (root: ShadowRoot) => root.querySelector('lead-setup-item-dialog')!.shadowRoot!;
const status = (store: LeadStore, id: string) => store.setup.leadStatuses.get(id);
const focused = (root: ShadowRoot) => root.activeElement;

/** Opens the menu of a row with the keyboard and chooses by the first letters. */
async function choose({ root }: World, id: string, letter: string): Promise<void> {
  button(root, id, 'lead-ui-menu').shadowRoot!.querySelector('button')!.focus();
  await sendKeys({ press: 'Enter' });
  await nextFrame();
  await sendKeys({ press: letter });
  await sendKeys({ press: 'Enter' });
  await nextFrame();
}

async function openDialog({ root }: World, id?: string): Promise<void> {
  const opener =
    id === undefined ? root.querySelector<HTMLElement>('.add')! : button(root, id, 'button.name');
  opener.focus();
  await sendKeys({ press: 'Enter' });
  await until(() => root.querySelector('lead-setup-item-dialog')?.shadowRoot?.activeElement?.id === 'name');
}

async function type(text: string): Promise<void> {
  await sendKeys({ down: 'Control' });
  await sendKeys({ press: 'a' });
  await sendKeys({ up: 'Control' });
  if (text) await sendKeys({ type: text });
  else await sendKeys({ press: 'Backspace' });
}

describe('<lead-setup-statuses>', function () {
  this.timeout(20_000);

  it('[L9] shows the statuses by rank, with description, default and number of contacts', async () => {
    const { root } = await world();
    expect(names(root)).to.deep.equal(['Open', 'Contacting', 'Disqualified', 'Re-nurture', 'Qualified']);
    expect(row(root, '1').textContent)
      .to.contain('Default')
      .and.contain('No outreach')
      .and.contain('1 contact');
    expect(row(root, '3').textContent).to.contain('Not in use').and.not.contain('Default');
    expect(row(root, '2').querySelector('.dot')!.getAttribute('data-tone')).to.equal('amber');
  });

  it('[L7] counts retained values, too', async () => {
    const { root } = await world();
    expect(row(root, '4').textContent).to.contain('1 contact');
  });

  it('follows changes from elsewhere', async () => {
    const { root, store } = await world();
    await store.setLeadStatus('ada', '3');
    await until(() => row(root, '3').textContent.includes('1 contact'));
    expect(row(root, '1').textContent).to.contain('Not in use');
  });

  it('[L9] adds a status at the end by keyboard, with a tone that no other has', async () => {
    const it = await world();
    await openDialog(it);
    await sendKeys({ type: 'Nurtured' });
    const changed = oneEvent(
      it.element,
      'lead-setup-change',
    ) as Promise<unknown> as Promise<LeadSetupChangeEvent>;
    await sendKeys({ press: 'Enter' });
    const event = await changed;
    expect(event.entity).to.equal('leadStatus');
    expect(status(it.store, event.id)).to.include({ name: 'Nurtured', tone: 'teal', rank: 6 });
    await until(() => names(it.root).at(-1) === 'Nurtured');
    expect(focused(it.root)).to.equal(it.root.querySelector('.add'));
  });

  it('changes name, description and tone of a status', async () => {
    const it = await world();
    await openDialog(it, '2');
    await type('Calling');
    await sendKeys({ press: 'Tab' });
    await type('We call.');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'ArrowRight' });
    expect(dialogRoot(it.root).activeElement).to.have.property('value', 'green');
    await sendKeys({ press: 'Enter' });
    await until(() => it.events.length === 1);
    expect(status(it.store, '2')).to.include({ name: 'Calling', description: 'We call.', tone: 'green' });
    expect(focused(it.root)).to.equal(button(it.root, '2', '.name'));
  });

  it('[L9] says beside the name that it is taken, even by a deleted one, ignoring case', async () => {
    const it = await world();
    await it.store.deleteListItem('leadStatus', '3');
    await openDialog(it, '2');
    await type('disQUALIFIED');
    await sendKeys({ press: 'Enter' });
    const dialog = dialogRoot(it.root);
    await until(() => dialog.querySelector('#name-fault'));
    expect(dialog.querySelector('#name-fault')!.textContent).to.contain('already in use');
    expect(dialog.querySelector('#name')!.getAttribute('aria-describedby')).to.equal('name-fault');
    expect(dialog.activeElement!.id).to.equal('name');
    await type('');
    await sendKeys({ press: 'Enter' });
    await until(() => dialog.querySelector('#name-fault')?.textContent === 'Enter a name.');
    expect(it.events).to.have.length(0);
  });

  it('asks before Escape throws away what was typed, and keeps it when wanted', async () => {
    const it = await world();
    await openDialog(it, '2');
    await type('Calling');
    await sendKeys({ press: 'Escape' });
    const dialog = dialogRoot(it.root);
    await until(() => dialog.activeElement?.classList.contains('keep'));
    await sendKeys({ press: 'Enter' });
    await until(() => dialog.activeElement?.id === 'name');
    expect(dialog.activeElement).to.have.property('value', 'Calling');
    await sendKeys({ press: 'Escape' });
    await until(() => dialog.activeElement?.classList.contains('keep'));
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ press: 'Enter' });
    await until(() => !dialog.querySelector('#name'));
    expect(status(it.store, '2')!.name).to.equal('Contacting');
    expect(focused(it.root)).to.equal(button(it.root, '2', '.name'));
  });

  it('closes at once with Escape when nothing was typed', async () => {
    const it = await world();
    await openDialog(it, '2');
    await sendKeys({ press: 'Escape' });
    await until(() => !dialogRoot(it.root).querySelector('#name'));
  });

  it('moves a status up and down, keeps the focus on the button and says where it is', async () => {
    const { root, events } = await world();
    button(root, '2', '.up').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => events.length === 1);
    expect(names(root).slice(0, 2)).to.deep.equal(['Contacting', 'Open']);
    await until(() => root.querySelector('[role=status]')!.textContent.includes('number 1 of 5'));
    expect(focused(root)).to.equal(button(root, '2', '.up'));
    expect(button(root, '2', '.up').getAttribute('aria-disabled')).to.equal('true');
    await sendKeys({ press: 'Enter' });
    await until(() => root.querySelector('[role=status]')!.textContent.includes('already the first'));
    button(root, '2', '.down').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => events.length === 2);
    expect(names(root).slice(0, 2)).to.deep.equal(['Open', 'Contacting']);
    expect(focused(root)).to.equal(button(root, '2', '.down'));
  });

  it('[L4] makes another status the default', async () => {
    const it = await world();
    await choose(it, '2', 'm');
    await until(() => it.events.length === 1);
    expect(it.events[0]).to.include({ entity: 'settings', id: 'settings' });
    expect(it.store.setup.settings.defaultStatusId).to.equal('2');
    await until(() => row(it.root, '2').textContent.includes('Default'));
    expect(row(it.root, '1').textContent).not.to.contain('Default');
  });

  it('[L10] says beside the row why the default can’t be deleted', async () => {
    const it = await world();
    await choose(it, '1', 'd');
    await until(() => row(it.root, '1').querySelector('[role=alert]'));
    expect(row(it.root, '1').textContent).to.contain('Make another status the default first');
    expect(it.events).to.have.length(0);
    await it.element.updateComplete;
    await expect(it.element).to.be.accessible();
    row(it.root, '1').querySelector<HTMLElement>('.fault button')!.click();
    await until(() => !row(it.root, '1').querySelector('[role=alert]'));
  });

  it('[L9] deletes softly, moves the focus on, and offers Undo', async () => {
    const it = await world();
    await choose(it, '2', 'd');
    await until(() => names(it.root).length === 4);
    const toasts = it.root.querySelector('lead-ui-toasts')!.shadowRoot!;
    await until(() => toasts.querySelector('.toast'));
    expect(toasts.querySelector('.toast')!.textContent).to.contain('1 contact keeps it');
    expect(focused(it.root)).to.equal(button(it.root, '3', '.name'));
    expect(status(it.store, '2')!.deleted).to.equal(true);
    toasts.querySelector<HTMLElement>('.toast .button')!.click();
    await until(() => names(it.root).length === 5);
    expect(it.events.map((event) => event.id)).to.deep.equal(['2', '2']);
  });

  describe('deleted ones', () => {
    async function withDeleted(): Promise<World> {
      const store = await createSampleStore();
      await store.deleteListItem('leadStatus', '2');
      await store.deleteListItem('leadStatus', '3');
      const it = await world(store);
      const box = it.root.querySelector<HTMLElement>('header input')!;
      box.focus();
      await sendKeys({ press: ' ' });
      await it.element.updateComplete;
      return it;
    }

    it('[L9] stay away until they are asked for, and stand struck through in their places', async () => {
      const it = await withDeleted();
      expect(it.element.showDeleted).to.equal(true);
      expect(names(it.root)).to.have.length(5);
      expect(getComputedStyle(button(it.root, '2', '.name')).textDecorationLine).to.equal('line-through');
      expect(row(it.root, '2').querySelector('.edit')).to.equal(null);
      await inBothSchemes(() => expect(it.element).to.be.accessible());
      it.root.querySelector<HTMLElement>('header input')!.click();
      await it.element.updateComplete;
      expect(names(it.root)).to.have.length(3);
    });

    it('[L9] are restored', async () => {
      const it = await withDeleted();
      button(it.root, '2', '.restore').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => it.events.length === 1);
      expect(status(it.store, '2')!.deleted).to.equal(false);
      expect(focused(it.root)).to.equal(button(it.root, '2', '.name'));
    });

    it('[L9] can’t be removed for good while contacts use them, and the row says so', async () => {
      const it = await withDeleted();
      button(it.root, '2', '.remove').click();
      await until(() => row(it.root, '2').querySelector('[role=alert]'));
      expect(row(it.root, '2').textContent).to.contain('used by 1 record');
    });

    it('[L9] are removed for good after a question', async () => {
      const it = await withDeleted();
      button(it.root, '3', '.remove').focus();
      await sendKeys({ press: 'Enter' });
      const dialog = it.root.querySelector('lead-ui-dialog')!;
      await until(() => dialog.open);
      await expect(it.element).to.be.accessible();
      dialog.querySelector<HTMLElement>('.danger')!.click();
      await until(() => it.events.length === 1);
      expect(status(it.store, '3')).to.equal(undefined);
      await until(() => focused(it.root) === button(it.root, '4', '.name'));
    });
  });

  it('[L5] sets what happens when a company comes back, by keyboard', async () => {
    const { root, store, events } = await world();
    const radios = root.querySelectorAll<HTMLInputElement>('.policy input');
    expect(radios[0]!.checked).to.equal(true);
    radios[0]!.focus();
    await sendKeys({ press: 'ArrowDown' });
    await until(() => events.length === 1);
    expect(store.setup.settings.onReturn).to.equal('retained');
    expect(radios[1]!.checked).to.equal(true);
    expect(root.querySelector('.policy')!.textContent).to.contain('A contact without one gets Open.');
  });

  it('[S2] says what went wrong when the backend refuses, and shows the order that is true', async () => {
    const adapter = new ScriptedAdapter();
    const { root, events } = await world(await createSampleStore(adapter));
    button(root, '2', '.up').click();
    await until(() => adapter.saves.length === 1);
    await until(() => names(root)[0] === 'Contacting');
    adapter.saves[0]!.fail(new AdapterError('forbidden', 'no'));
    await until(() => row(root, '2').querySelector('[role=alert]'));
    expect(row(root, '2').textContent).to.contain('You may not do this.');
    expect(names(root)[0]).to.equal('Open');
    expect(events).to.have.length(0);
  });

  it('[S2] keeps the dialog open with the reason when the backend refuses', async () => {
    const adapter = new ScriptedAdapter();
    const it = await world(await createSampleStore(adapter));
    await openDialog(it, '2');
    await type('Calling');
    await sendKeys({ press: 'Enter' });
    await until(() => adapter.saves.length === 1);
    await sendKeys({ press: 'Enter' });
    adapter.saves[0]!.fail(new AdapterError('unavailable', 'offline'));
    const dialog = dialogRoot(it.root);
    await until(() => dialog.querySelector('form > .error'));
    expect(dialog.querySelector('form > .error')!.textContent).to.contain('could not be reached');
    expect(adapter.saves).to.have.length(1);
    expect(dialog.querySelector('#name')).to.have.property('value', 'Calling');
  });

  it('offers no change when it is read-only', async () => {
    const { element, root } = await world();
    element.readOnly = true;
    await element.updateComplete;
    expect(root.querySelectorAll('.box button')).to.have.length(0);
    expect(
      [...root.querySelectorAll<HTMLInputElement>('.policy input')].every((each) => each.disabled),
    ).to.equal(true);
    await inBothSchemes(() => expect(element).to.be.accessible());
  });

  it('is accessible when ready, also with the dialog open', async () => {
    const it = await world();
    await inBothSchemes(() => expect(it.element).to.be.accessible());
    await openDialog(it, '2');
    await aTimeout(200);
    await inBothSchemes(() => expect(it.element).to.be.accessible());
  });

  it('says that there is no store, that it is loading, and that loading failed', async () => {
    const none = await fixture<LeadSetupStatuses>(html`<lead-setup-statuses></lead-setup-statuses>`);
    expect(none.shadowRoot!.textContent).to.contain('Not connected to data yet');
    await expect(none).to.be.accessible();

    const loading = await world(createLoadingStore());
    expect(loading.root.querySelectorAll('.skeleton')).to.have.length.above(2);
    expect(loading.root.querySelector('section')!.getAttribute('aria-busy')).to.equal('true');
    await expect(loading.element).to.be.accessible();

    const failed = await world(await createFailedStore());
    expect(failed.root.textContent).to.contain('could not be reached');
    await inBothSchemes(() => expect(failed.element).to.be.accessible());
    let retried = false;
    failed.store.reload = () => Promise.resolve(void (retried = true));
    failed.root.querySelector<HTMLElement>('.failed .button')!.click();
    expect(retried).to.equal(true);
  });

  it('fits into 320 px with long names and speaks the language of the page', async () => {
    const store = await createSampleStore();
    await store.updateListItem('leadStatus', '2', { name: 'Kontaktaufnahmeversuchsverzögerung'.repeat(3) });
    await setViewport({ width: 320, height: 700 });
    const element = await fixture<LeadSetupStatuses>(
      html`<div lang="de"><lead-setup-statuses .store=${store}></lead-setup-statuses></div>`,
    );
    const setup = element.querySelector('lead-setup-statuses')!;
    await until(
      () =>
        setup.shadowRoot!.textContent.includes('Als Standard') ||
        setup.shadowRoot!.textContent.includes('Lead-Status hinzufügen'),
    );
    expect(setup.scrollWidth).to.be.at.most(setup.clientWidth);
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    await setViewport({ width: 800, height: 600 });
  });
});
