import { aTimeout, expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { LeadUiDialog } from '../../src/ui/dialog.js';
import '../../src/ui/dialog.js';
import { expectFocus } from '../helpers/focus.js';

async function withOpener(): Promise<{
  opener: HTMLButtonElement;
  dialog: LeadUiDialog;
  inner: HTMLDialogElement;
}> {
  const box = await fixture(
    html`<div>
      <button>Open</button>
      <lead-ui-dialog heading="Move contact">
        <label>Reason <input /></label>
        <button slot="footer">Move</button>
      </lead-ui-dialog>
    </div>`,
  );
  const opener = box.querySelector('button')!;
  const dialog = box.querySelector('lead-ui-dialog')!;
  opener.focus();
  dialog.open = true;
  await dialog.updateComplete;
  return { opener, dialog, inner: dialog.shadowRoot!.querySelector('dialog')! };
}

describe('<lead-ui-dialog>', () => {
  it('is a modal named by its heading', async () => {
    const { dialog, inner } = await withOpener();
    expect(inner.matches(':modal')).to.be.true;
    expect(inner.getAttribute('aria-labelledby')).to.equal('heading');
    expect(dialog.shadowRoot!.querySelector('#heading')!.textContent).to.equal('Move contact');
    await expect(dialog).to.be.accessible();
  });

  it('focuses the content first, not the close button', async () => {
    const { dialog } = await withOpener();
    expectFocus(dialog.querySelector('input')!);
  });

  it('closes with Escape, tells it once and returns the focus', async () => {
    const { opener, dialog, inner } = await withOpener();
    let closed = 0;
    dialog.addEventListener('lead-ui-close', () => closed++);
    await sendKeys({ press: 'Escape' });
    await dialog.updateComplete;
    expect(closed).to.equal(1);
    expect(dialog.open).to.be.false;
    expect(inner.open).to.be.false;
    expectFocus(opener);
  });

  it('closes with its button', async () => {
    const { dialog } = await withOpener();
    const closing = oneEvent(dialog, 'lead-ui-close');
    dialog.shadowRoot!.querySelector<HTMLElement>('.close')!.click();
    await closing;
    await dialog.updateComplete;
    expect(dialog.open).to.be.false;
  });

  it('stays open when the listener prevents it', async () => {
    const { dialog, inner } = await withOpener();
    dialog.addEventListener('lead-ui-close', (event) => event.preventDefault());
    await sendKeys({ press: 'Escape' });
    await dialog.updateComplete;
    expect(dialog.open).to.be.true;
    expect(inner.open).to.be.true;
  });

  it('says nothing when the host closes it, and returns the focus', async () => {
    const { opener, dialog } = await withOpener();
    let closed = 0;
    dialog.addEventListener('lead-ui-close', () => closed++);
    dialog.open = false;
    await dialog.updateComplete;
    await aTimeout(20);
    expect(closed).to.equal(0);
    expectFocus(opener);
  });

  it('does not mistake the cancel event of something in its body for its own', async () => {
    const { dialog } = await withOpener();
    dialog.querySelector('input')!.dispatchEvent(new Event('cancel', { bubbles: true, cancelable: true }));
    expect(dialog.open).to.be.true;
  });

  it('keeps heading and foot in place while a long body scrolls', async () => {
    const { dialog, inner } = await withOpener();
    const tall = document.createElement('div');
    tall.style.height = '4000px';
    dialog.append(tall);
    const body = dialog.shadowRoot!.querySelector('.body')!;
    expect(inner.getBoundingClientRect().bottom).to.be.at.most(innerHeight);
    expect(body.scrollHeight).to.be.above(body.clientHeight);
    expect(dialog.querySelector('[slot=footer]')!.getBoundingClientRect().bottom).to.be.at.most(innerHeight);
  });

  it('is a sheet at the lower edge on a narrow screen', async () => {
    await setViewport({ width: 360, height: 640 });
    const { inner } = await withOpener();
    await Promise.all(inner.getAnimations().map((animation) => animation.finished));
    const { left, right, bottom } = inner.getBoundingClientRect();
    expect([left, right, bottom].map(Math.round)).to.deep.equal([0, 360, 640]);
    await setViewport({ width: 800, height: 600 });
  });

  it('shows no foot without buttons', async () => {
    const dialog = await fixture<LeadUiDialog>(
      html`<lead-ui-dialog heading="Note" open>Text</lead-ui-dialog>`,
    );
    expect(dialog.shadowRoot!.querySelector('footer')!.checkVisibility()).to.be.false;
  });

  it('speaks the language of the page', async () => {
    const box = await fixture(
      html`<div lang="de"><lead-ui-dialog heading="Notiz" open>Text</lead-ui-dialog></div>`,
    );
    const close = box.querySelector('lead-ui-dialog')!.shadowRoot!.querySelector('.close')!;
    await waitUntil(() => close.getAttribute('aria-label') === 'Schließen');
  });
});
