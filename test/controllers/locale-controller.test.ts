import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { LitElement } from 'lit';
import { addDictionary, defineMessages, LocaleController } from '../../src/locale/index.js';
import { commonMessages } from '../../src/locale/common.js';

const messages = defineMessages('test-area', { hello: 'Hello {name}', only: 'English only' });

class TestSpeaker extends LitElement {
  readonly locale = new LocaleController(this);
  override render() {
    const test = this.locale.texts(messages);
    return `${this.locale.texts(commonMessages)('save')} · ${test('hello', { name: 'Ada' })} · ${test('only')} · ${this.locale.number(1234.5)}`;
  }
}
customElements.define('test-speaker', TestSpeaker);

const words = (element: Element) => element.shadowRoot!.textContent;

describe('the language of an element', () => {
  it('is that of the nearest lang attribute, and changes with it', async () => {
    const wrapper = await fixture<HTMLElement>(html`<div lang="en"><test-speaker></test-speaker></div>`);
    const speaker = wrapper.firstElementChild!;
    expect(words(speaker)).to.equal('Save · Hello Ada · English only · 1,234.5');
    wrapper.lang = 'de';
    await waitUntil(() => words(speaker).startsWith('Speichern'));
    wrapper.lang = 'nb-NO';
    await waitUntil(() => words(speaker).startsWith('Lagre'));
  });

  it('crosses shadow roots', async () => {
    const host = await fixture<HTMLElement>(html`<section lang="de"></section>`);
    const root = host.attachShadow({ mode: 'open' });
    const speaker = document.createElement('test-speaker');
    root.append(speaker);
    await waitUntil(() => words(speaker).startsWith('Speichern'));
  });

  it('"no" is Norwegian too; a language that we do not have is English with its own numbers', async () => {
    const norwegian = await fixture<HTMLElement>(html`<test-speaker lang="no"></test-speaker>`);
    await waitUntil(() => words(norwegian).startsWith('Lagre'));
    const french = await fixture<HTMLElement>(html`<test-speaker lang="fr"></test-speaker>`);
    expect(words(french)).to.match(/^Save · .*1\s234,5$/);
  });

  it('a nonsense tag is ignored', async () => {
    const speaker = await fixture<HTMLElement>(html`<test-speaker lang="!!"></test-speaker>`);
    expect(words(speaker)).to.match(/^Save/);
  });

  it('can be added by a host; what it leaves out stays English', async () => {
    const speaker = await fixture<HTMLElement>(html`<test-speaker lang="is"></test-speaker>`);
    addDictionary('is', { 'test-area': { hello: 'Halló {name}' } });
    await waitUntil(() => words(speaker).includes('Halló Ada · English only'));
  });
});
