import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/status-picker/lead-status-picker.js';
import type { LeadStatusPicker } from '../../src/elements/status-picker/lead-status-picker.js';
import type { LeadStatusChangeEvent } from '../../src/events/lead-status-change.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { AdapterError } from '../../src/store/port.js';
import { createCardStore, statusesWithDeleted } from '../helpers/card-data.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { clickOn } from '../helpers/mouse.js';
import { ScriptedAdapter } from '../helpers/scripted-adapter.js';
import { createFailedStore, createLoadingStore, createSampleStore } from '../helpers/stores.js';

let store: LeadStore;
beforeEach(async () => {
  store = await createSampleStore();
});

async function picker(template: unknown): Promise<LeadStatusPicker> {
  const box = await fixture(html`<div>${template}</div>`);
  const element = box.querySelector('lead-status-picker')!;
  await element.updateComplete;
  return element;
}

const control = (element: LeadStatusPicker) => {
  const part = element.shadowRoot!.querySelector<HTMLElement>('[part=control]')!;
  return part.shadowRoot?.querySelector<HTMLElement>('.trigger') ?? part;
};
const text = (element: LeadStatusPicker) => control(element).textContent.replaceAll(/\s+/g, ' ').trim();
const message = (element: LeadStatusPicker) =>
  element.shadowRoot!.querySelector('[part=message]')?.textContent.trim() ?? '';
const list = (element: LeadStatusPicker) => element.shadowRoot!.querySelector('lead-ui-listbox-select');
const options = (element: LeadStatusPicker) => [
  ...(list(element)?.shadowRoot!.querySelectorAll<HTMLElement>('[role=option]') ?? []),
];
const labels = (element: LeadStatusPicker) =>
  options(element).map((each) => {
    const description = each.querySelector('.description')?.textContent ?? '';
    return each.textContent.replace(description, '').trim();
  });

async function open(element: LeadStatusPicker): Promise<void> {
  control(element).focus();
  await sendKeys({ press: 'Enter' });
  await waitUntil(() => options(element).length > 0, 'the list opens');
}

/** Opens the list by keyboard and chooses by the first letters of a name. */
async function choose(element: LeadStatusPicker, letters: string): Promise<void> {
  await open(element);
  await sendKeys({ type: letters });
  await sendKeys({ press: 'Enter' });
  await element.updateComplete;
}

describe('<lead-status-picker>', () => {
  describe('choosing', () => {
    it('[L9] offers the statuses in rank order, each with its description', async () => {
      const element = await picker(html`<lead-status-picker .store=${store} required></lead-status-picker>`);
      await open(element);
      expect(labels(element)).to.deep.equal([
        'Open',
        'Contacting',
        'Disqualified',
        'Re-nurture',
        'Qualified',
      ]);
      expect(options(element)[1]!.textContent).to.contain('actively trying to reach');
    });

    it('[L9] shows a deleted value marked, and offers it only while it is the value', async () => {
      store = await createCardStore({ leadStatuses: statusesWithDeleted('2') });
      const element = await picker(
        html`<lead-status-picker .store=${store} value="2" required></lead-status-picker>`,
      );
      expect(text(element)).to.equal('Contacting (deleted)');
      await choose(element, 'Qual');
      expect(element.value).to.equal('5');
      await open(element);
      expect(options(element)).to.have.length(4);
      expect(options(element).some((each) => each.textContent.includes('Contacting'))).to.be.false;
    });

    it('[L13] shows an unknown value as unknown', async () => {
      const element = await picker(
        html`<lead-status-picker .store=${store} value="99"></lead-status-picker>`,
      );
      expect(text(element)).to.equal('Unknown (99)');
      expect(message(element)).to.contain('came like this from the backend');
      expect(element.value).to.equal('99');
    });

    it('tells of a choice by input, change and lead-status-change, in that order', async () => {
      const heard: string[] = [];
      let event: LeadStatusChangeEvent | undefined;
      const element = await picker(
        html`<lead-status-picker
          .store=${store}
          value="1"
          @input=${(each: Event) => heard.push(`${each.type} ${each.bubbles} ${each.composed}`)}
          @change=${(each: Event) => heard.push(`${each.type} ${each.bubbles} ${each.composed}`)}
          @lead-status-change=${(each: LeadStatusChangeEvent) => {
            heard.push(each.type);
            event = each;
          }}
        ></lead-status-picker>`,
      );
      element.value = '3';
      await element.updateComplete;
      expect(heard, 'a value set by the host').to.deep.equal([]);
      await choose(element, 'Qual');
      expect(heard).to.deep.equal(['input true true', 'change true true', 'lead-status-change']);
      expect(event).to.include({ value: '5', previous: '3' });
    });

    it('is chosen from by mouse', async () => {
      const element = await picker(html`<lead-status-picker .store=${store}></lead-status-picker>`);
      await clickOn(control(element));
      await waitUntil(() => options(element).length > 0);
      await clickOn(options(element)[3]!);
      await element.updateComplete;
      expect(element.value).to.equal('4');
      expect(text(element)).to.equal('Re-nurture');
    });

    it('keeps the focus when the list opens for the first time, and when it closes', async () => {
      const element = await picker(html`<lead-status-picker .store=${store}></lead-status-picker>`);
      await sendKeys({ press: 'Tab' });
      expect(document.activeElement === element).to.be.true;
      await sendKeys({ press: 'ArrowDown' });
      await waitUntil(() => options(element).length > 0);
      expect(list(element)!.shadowRoot!.activeElement).to.exist;
      await sendKeys({ press: 'Escape' });
      expect(list(element)!.shadowRoot!.activeElement === control(element)).to.be.true;
    });

    it('can be emptied unless it is required', async () => {
      const element = await picker(html`<lead-status-picker .store=${store} value="1"></lead-status-picker>`);
      await choose(element, 'No');
      expect(element.value).to.equal('');
      expect(text(element)).to.equal('Choose a lead status');
    });
  });

  describe('in a form', () => {
    const inForm = async (attributes: unknown, around?: (content: unknown) => unknown) => {
      const form = await fixture<HTMLFormElement>(
        html`<form>${around ? around(attributes) : attributes}<button>Send</button></form>`,
      );
      const element = form.querySelector('lead-status-picker')!;
      await element.updateComplete;
      return { form, element };
    };
    const sent = (form: HTMLFormElement) => new FormData(form).get('status');

    it('gives its value under its name, at once', async () => {
      const { form, element } = await inForm(
        html`<lead-status-picker .store=${store} name="status" value="2"></lead-status-picker>`,
      );
      expect(element.form === form).to.be.true;
      expect(sent(form)).to.equal('2');
      element.value = '3';
      expect(sent(form)).to.equal('3');
      element.value = '';
      expect(sent(form)).to.equal(null);
    });

    it('is required: invalid while empty, and says so after the form was tried', async () => {
      const { form, element } = await inForm(
        html`<lead-status-picker .store=${store} name="status" required></lead-status-picker>`,
      );
      expect(element.checkValidity()).to.be.false;
      expect(element.validity.valueMissing).to.be.true;
      expect(element.matches(':invalid')).to.be.true;
      expect(element.matches(':state(blank)')).to.be.true;
      expect(form.checkValidity()).to.be.false;
      await element.updateComplete;
      expect(element.matches(':state(user-invalid)')).to.be.true;
      await element.updateComplete;
      expect(message(element)).to.equal('Choose a lead status.');
      await choose(element, 'Open');
      expect(element.checkValidity()).to.be.true;
      expect(message(element)).to.equal('');
    });

    it('goes back to its attribute when the form is reset', async () => {
      const { form, element } = await inForm(
        html`<lead-status-picker .store=${store} name="status" value="2"></lead-status-picker>`,
      );
      await choose(element, 'Qual');
      expect(sent(form)).to.equal('5');
      form.reset();
      await element.updateComplete;
      expect(sent(form)).to.equal('2');
      expect(text(element)).to.equal('Contacting');
    });

    it('restores what the browser kept', async () => {
      const { form, element } = await inForm(
        html`<lead-status-picker .store=${store} name="status"></lead-status-picker>`,
      );
      element.formStateRestoreCallback('4');
      await element.updateComplete;
      expect(sent(form)).to.equal('4');
      expect(text(element)).to.equal('Re-nurture');
    });

    it('is disabled by its attribute and by a fieldset', async () => {
      const { form, element } = await inForm(
        html`<lead-status-picker .store=${store} name="status" value="2"></lead-status-picker>`,
        (content) => html`<fieldset disabled>${content}</fieldset>`,
      );
      expect(element.matches(':state(disabled)')).to.be.true;
      expect((control(element) as HTMLButtonElement).disabled).to.be.true;
      expect(sent(form)).to.equal(null);
      form.querySelector('fieldset')!.disabled = false;
      await element.updateComplete;
      expect(element.matches(':state(disabled)')).to.be.false;
      element.disabled = true;
      await element.updateComplete;
      expect((control(element) as HTMLButtonElement).disabled).to.be.true;
    });

    it('takes its name from a label, which also leads to it', async () => {
      const { form, element } = await inForm(
        html`<label for="one">Stage</label>
          <lead-status-picker id="one" .store=${store}></lead-status-picker>`,
      );
      element.requestUpdate();
      await element.updateComplete;
      expect(control(element).ariaLabel).to.equal('Stage');
      await clickOn(form.querySelector('label')!);
      expect(document.activeElement === element).to.be.true;
    });
  });

  describe('with a contact', () => {
    it('has the status of the contact as its value, and follows it', async () => {
      const element = await picker(
        html`<lead-status-picker .store=${store} contact-id="ada"></lead-status-picker>`,
      );
      expect(element.value).to.equal('1');
      await store.setLeadStatus('ada', '2');
      await element.updateComplete;
      expect(text(element)).to.equal('Contacting');
    });

    it('does not save by itself', async () => {
      const element = await picker(
        html`<lead-status-picker .store=${store} contact-id="ada"></lead-status-picker>`,
      );
      await choose(element, 'Qual');
      expect(element.value).to.equal('5');
      await aTimeout(0);
      expect(store.record('contact', 'ada').record!.leadStatusId).to.equal('1');
    });

    for (const [contact, why] of [
      ['alan', 'Potential customer group'],
      ['lonely', 'belongs to no company'],
    ] as const) {
      it(`[L1] [L7] is read-only and says why (${why})`, async () => {
        const form = await fixture<HTMLFormElement>(
          html`<form>
            <lead-status-picker
              .store=${store}
              name="status"
              required
              contact-id=${contact}
            ></lead-status-picker>
          </form>`,
        );
        const element = form.querySelector('lead-status-picker')!;
        await waitUntil(() => message(element).includes(why));
        expect(text(element)).to.equal('Not available for this contact');
        expect(element.matches(':state(blocked)')).to.be.true;
        expect(control(element).localName).to.equal('div');
        expect(new FormData(form).get('status')).to.equal(null);
        expect(element.checkValidity()).to.be.true;
      });
    }

    it('[L7] says that the value is kept', async () => {
      const element = await picker(
        html`<lead-status-picker .store=${store} contact-id="alan"></lead-status-picker>`,
      );
      await waitUntil(() => message(element).includes('The last value, Re-nurture, is kept'));
    });

    it('closes when the company loses lead status', async () => {
      const element = await picker(
        html`<lead-status-picker .store=${store} contact-id="ada"></lead-status-picker>`,
      );
      await store.setCategory('acme', 'customer');
      await element.updateComplete;
      expect(element.matches(':state(blocked)')).to.be.true;
    });

    it('with `save`: saves each choice', async () => {
      const element = await picker(
        html`<lead-status-picker .store=${store} contact-id="ada" save></lead-status-picker>`,
      );
      await choose(element, 'Qual');
      await waitUntil(() => store.record('contact', 'ada').record!.leadStatusId === '5');
      expect(text(element)).to.equal('Qualified');
    });

    it('with `save`: shows a failure and the value there was', async () => {
      const adapter = new ScriptedAdapter();
      store = await createSampleStore(adapter);
      const element = await picker(
        html`<lead-status-picker .store=${store} contact-id="ada" save></lead-status-picker>`,
      );
      await choose(element, 'Qual');
      await waitUntil(() => adapter.saves.length === 1);
      expect(element.matches(':state(saving)')).to.be.true;
      adapter.saves[0]!.fail(new AdapterError('forbidden', 'no'));
      await waitUntil(() => message(element) !== '');
      expect(message(element)).to.equal('Not saved. You may not do this.');
      expect(text(element)).to.equal('Open');
      expect(element.matches(':state(saving)')).to.be.false;
    });
  });

  it('is read-only: shows the value and its description', async () => {
    const element = await picker(
      html`<lead-status-picker .store=${store} value="2" readonly></lead-status-picker>`,
    );
    expect(control(element).localName).to.equal('div');
    expect(text(element)).to.equal('Contacting');
    expect(message(element)).to.contain('actively trying');
    expect(element.matches(':state(readonly)')).to.be.true;
  });

  it('has a rendering without a store, while loading, and after a failure with Retry', async () => {
    const none = await picker(html`<lead-status-picker></lead-status-picker>`);
    expect(message(none)).to.equal('Not connected to data yet.');
    const loading = await picker(
      html`<lead-status-picker .store=${createLoadingStore()} contact-id="ada"></lead-status-picker>`,
    );
    expect(loading.shadowRoot!.querySelector('.waiting')).to.exist;
    const failed = await picker(
      html`<lead-status-picker .store=${await createFailedStore()}></lead-status-picker>`,
    );
    expect(message(failed)).to.contain('could not be reached').and.contain('Retry');
  });

  it('is accessible in every state, light and dark', async () => {
    const deleted = await createCardStore({ leadStatuses: statusesWithDeleted('2') });
    const failed = await createFailedStore();
    await fixture(
      html`<main>
        <lead-status-picker .store=${store} label="Empty"></lead-status-picker>
        <lead-status-picker .store=${store} value="1" label="Chosen"></lead-status-picker>
        <lead-status-picker .store=${store} value="1" disabled></lead-status-picker>
        <lead-status-picker .store=${store} value="1" readonly></lead-status-picker>
        <lead-status-picker .store=${store} value="99"></lead-status-picker>
        <lead-status-picker .store=${deleted} value="2"></lead-status-picker>
        <lead-status-picker .store=${store} contact-id="alan"></lead-status-picker>
        <lead-status-picker .store=${failed}></lead-status-picker>
        <lead-status-picker .store=${createLoadingStore()}></lead-status-picker>
        <lead-status-picker></lead-status-picker>
      </main>`,
    );
    await inBothSchemes(() => expect(document.querySelector('main')!).to.be.accessible());
  }).timeout(15_000);

  it('is accessible while open', async () => {
    const element = await picker(html`<lead-status-picker .store=${store} value="1"></lead-status-picker>`);
    await open(element);
    await expect(element).to.be.accessible();
  });
});
