import { aTimeout, expect, fixture, html, nextFrame } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '../../src/elements/import/lead-import.js';
import type { LeadImport } from '../../src/elements/import/lead-import.js';
import type { LeadImportChangeEvent } from '../../src/events/lead-import-change.js';
import { AdapterError } from '../../src/store/port.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { ScriptedAdapter } from '../helpers/scripted-adapter.js';
import { createFailedStore, createSampleStore } from '../helpers/stores.js';
import { until } from '../helpers/until.js';

interface World {
  readonly store: LeadStore;
  readonly element: LeadImport;
  readonly root: ShadowRoot;
  readonly events: LeadImportChangeEvent[];
}

async function world(store?: LeadStore): Promise<World> {
  const used = store ?? (await createSampleStore());
  const events: LeadImportChangeEvent[] = [];
  const element = await fixture<LeadImport>(
    html`<lead-import
      .store=${used}
      @lead-import-change=${(event: LeadImportChangeEvent) => events.push(event)}
    ></lead-import>`,
  );
  return { store: used, element, root: element.shadowRoot!, events };
}

function csv(text: string | Uint8Array<ArrayBuffer>, name = 'people.csv'): File {
  return new File([text], name);
}

async function northwind(): Promise<File> {
  const response = await fetch(new URL('../data/northwind-customers.csv', import.meta.url));
  return new File([await response.blob()], 'northwind-customers.csv');
}

/** As the file dialog of the browser would. */
function choose(root: ShadowRoot, file: File): void {
  const input = root.querySelector<HTMLInputElement>('input[type=file]')!;
  const transfer = new DataTransfer();
  transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

const currentStep = (root: ShadowRoot) =>
  root.querySelector('.steps [aria-current]')?.textContent.trim().slice(1);
const primary = (root: ShadowRoot) => root.querySelector<HTMLButtonElement>('.button.primary')!;
const isEnabled = (root: ShadowRoot) =>
  primary(root) !== null && primary(root).getAttribute('aria-disabled') !== 'true';
const select = (root: ShadowRoot, column: string) =>
  root.querySelector<HTMLSelectElement>(`select[aria-label*='“${column}”']`)!;
const targets = (root: ShadowRoot) =>
  [...root.querySelectorAll<HTMLSelectElement>('.column select')].map((each) => each.value);
const cells = (root: ShadowRoot, row: number) =>
  [...root.querySelectorAll(`.preview tbody tr:nth-child(${row}) td`)].map((each) =>
    each.textContent.trim().replace(/\s+/g, ' '),
  );
const sentences = (root: ShadowRoot, severity: string) =>
  [...root.querySelectorAll(`[data-severity=${severity}] td:last-child`)].map((each) => each.textContent);

/** Chooses a file and waits for its columns and the preview. */
async function toColumns({ root }: World, file: File): Promise<void> {
  choose(root, file);
  await until(() => currentStep(root) === 'Columns' && isEnabled(root), 'columns');
}

async function toReview(it: World, file: File): Promise<void> {
  await toColumns(it, file);
  primary(it.root).focus();
  await sendKeys({ press: 'Enter' });
  await until(() => it.root.querySelector('.counts'), 'review');
}

const toCsv = (...lines: string[]) => csv(`${lines.join('\n')}\n`);

describe('<lead-import>', function () {
  this.timeout(20_000);

  it('imports the Northwind customers as they are, with the guessed columns', async () => {
    const it = await world();
    await toColumns(it, await northwind());
    expect(it.root.querySelector('.facts')!.textContent)
      .to.contain('42 rows, 11 columns')
      .and.contain('UTF-8')
      .and.contain('comma');
    expect(targets(it.root)).to.deep.equal([
      '',
      'company.name',
      'contact.fullName',
      'contact.title',
      '',
      'company.city',
      '',
      '',
      'company.country',
      'company.phone',
      '',
    ]);
    expect(cells(it.root, 1).slice(0, 6)).to.deep.equal([
      '2',
      'Maria',
      'Anders',
      'Open',
      'Alfreds Futterkiste new',
      'Lead',
    ]);

    primary(it.root).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => it.root.querySelector('.counts'));
    expect(it.root.querySelector('.content')!.textContent).to.contain('No problems were found.');
    expect(primary(it.root).textContent.trim()).to.equal('Import 42 contacts and 42 companies');
    expect(it.root.activeElement?.classList.contains('step-title')).to.equal(true);

    primary(it.root).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => it.events.length === 1);
    expect(it.events[0]).to.include({ contacts: 42, companies: 42 });
    await until(() => it.root.querySelector('.outcome'));
    expect(it.root.querySelector('.outcome')!.textContent)
      .to.contain('42 contacts were imported.')
      .and.contain('42 companies were created.');
    const imported = [...it.store.records.companies()].find(({ name }) => name === 'Folies gourmandes')!;
    expect(imported).to.include({ categoryId: 'lead', city: 'Lille', country: 'France' });
    const [martine] = it.store.records.contactsOf(imported.id);
    expect(martine).to.include({ firstName: 'Martine', lastName: 'Rancé', leadStatusId: '1' });
  });

  it('is accessible with the columns, and with the result', async () => {
    const it = await world();
    await toColumns(it, await northwind());
    await inBothSchemes(() => expect(it.element).to.be.accessible());
    primary(it.root).click();
    await until(() => it.root.querySelector('.counts'));
    primary(it.root).click();
    await until(() => it.root.querySelector('.outcome'));
    await inBothSchemes(() => expect(it.element).to.be.accessible());
  });

  it('[S4] is undone by the store in one step for each 500 rows', async () => {
    const it = await world();
    const before = [...it.store.records.contacts()].length;
    await toReview(it, await northwind());
    primary(it.root).click();
    await until(() => it.events.length === 1);
    expect(await it.store.undo()).to.have.property('status', 'done');
    expect([...it.store.records.contacts()]).to.have.length(before);
  });

  it('takes a file that is dropped', async () => {
    const { root } = await world();
    const drop = root.querySelector('.drop')!;
    const transfer = new DataTransfer();
    transfer.items.add(toCsv('Name,Company', 'Ada Byron,Analytical Engines'));
    const event = (type: string) =>
      new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true });
    drop.dispatchEvent(event('dragenter'));
    await nextFrame();
    expect(drop.hasAttribute('data-over')).to.equal(true);
    drop.dispatchEvent(event('drop'));
    await until(() => currentStep(root) === 'Columns');
  });

  it('the file input takes the focus, has a name and says why a file is no good', async () => {
    const { root, element } = await world();
    await sendKeys({ press: 'Tab' });
    expect(root.activeElement).to.have.property('type', 'file');
    expect(getComputedStyle(root.querySelector('.drop')!).outlineStyle).to.equal('solid');
    await inBothSchemes(() => expect(element).to.be.accessible());
  });

  describe('files that can’t be used', () => {
    for (const [what, file, sentence] of [
      ['an empty file', csv(''), 'The file is empty.'],
      ['a file without rows', csv('Name,Company\n'), 'no rows below them'],
      [
        'a spreadsheet',
        csv(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 1, 0, 0, 255]), 'people.xlsx'),
        'This is not a text file. Save the spreadsheet as CSV',
      ],
      ['headers with a broken quote', csv('"Name,Company\nAda,Acme\n'), 'a quotation mark is not closed'],
    ] as const) {
      it(`${what}: says so beside the button and lets choose another`, async () => {
        const it = await world();
        choose(it.root, file);
        await until(() => it.root.querySelector('#file-problem span'));
        expect(it.root.querySelector('#file-problem')!.textContent)
          .to.contain(sentence)
          .and.contain(file.name);
        expect(currentStep(it.root)).to.equal('File');
        await inBothSchemes(() => expect(it.element).to.be.accessible());
        await toColumns(it, toCsv('Name,Company', 'Ada,Acme'));
      });
    }
  });

  it('names line and column of everything that it leaves out or changes', async () => {
    const it = await world();
    await toReview(
      it,
      toCsv(
        'Name,Company,E-mail,Lead status,Category,Note,Note',
        'Karl Ek,New AS,karl@new.example,Simmering,,,',
        'Mia Ek,New AS,no address,Open,,,',
        'Lea Ek,New AS,lea@new.example,Qualified,,=1+1,',
        'Max Ek,Initech,max@initech.example,Open,,,',
        'Ada Lovelace,Acme Nordic AS,ada@acme.example,,,,',
        'Too,Many,cells@a.example,,,,,1,2,3',
        'Lea Ek,New AS,lea@new.example,,,,',
        'Broken "quote,New AS,"b"x,,,,',
      ),
    );
    const errors = sentences(it.root, 'error');
    expect(errors).to.deep.include(
      'Line 2: “Simmering” is not on the list for column “Lead status”. The row was left out.',
    );
    expect(errors.join()).to.contain('Line 3: “no address” in column “E-mail” is not an e-mail address');
    expect(errors.join()).to.contain('Line 6: the contact “Ada Lovelace” exists already');
    expect(errors.join()).to.contain('Line 7 has 10 cells instead of 7');
    expect(errors.join()).to.contain('Line 8: “Lea Ek” is already on line 4');
    expect(errors.join()).to.contain('Line 9: a quotation mark');
    const warnings = sentences(it.root, 'warning').join();
    expect(warnings).to.contain('Two columns are called “Note”.');
    expect(warnings).to.contain('Line 4: “=1+1” in column “Note” looks like a formula');
    expect(warnings).to.contain('Line 5: the lead status “Open” was left out');
    expect(primary(it.root).textContent.trim()).to.equal('Import 2 contacts and 1 company');
    await inBothSchemes(() => expect(it.element).to.be.accessible());
  });

  it('reads Latin-1 and says that it guessed', async () => {
    const it = await world();
    const text = 'Vorname;Nachname;Firma\nJürgen;Müller;Bäcker & Söhne\n';
    await toColumns(it, csv(Uint8Array.from(text, (char) => char.charCodeAt(0))));
    expect(it.root.querySelector('.facts')!.textContent).to.contain('Windows-1252').and.contain('semicolon');
    expect(it.root.querySelector('.found')!.textContent).to.contain('not UTF-8');
    expect(cells(it.root, 1)).to.include('Müller').and.include('Bäcker & Söhne new');
  });

  describe('columns', () => {
    const file = () => toCsv('Who,Where,Name', 'Ada,Acme Nordic AS,Byron', 'Bob,Neverland,Builder');

    it('are mapped by the person, and the preview follows at once', async () => {
      const it = await world();
      await toColumns(it, file());
      select(it.root, 'Who').focus();
      const change = (column: string, target: string) => {
        const element = select(it.root, column);
        element.value = target;
        element.dispatchEvent(new Event('change', { bubbles: true }));
      };
      change('Who', 'contact.firstName');
      change('Name', 'contact.lastName');
      change('Where', 'company.name');
      await until(() => cells(it.root, 2)[4] === 'Neverland new');
      expect(cells(it.root, 1).slice(0, 6)).to.deep.equal([
        '2',
        'Ada',
        'Byron',
        'Open',
        'Acme Nordic AS',
        'Lead',
      ]);
      change('Where', 'contact.firstName');
      await until(() => it.root.querySelector('.target .hint'));
      expect(select(it.root, 'Where').getAttribute('aria-describedby')).to.equal('taken-1');
      await expect(it.element).to.be.accessible();
    });

    it('can’t be left without a name: the sentence says what is missing', async () => {
      const it = await world();
      await toColumns(it, toCsv('E-mail,Last name', 'a@b.example,Ek'));
      const last = select(it.root, 'Last name');
      last.value = '';
      last.dispatchEvent(new Event('change', { bubbles: true }));
      await until(() => !isEnabled(it.root));
      expect(it.root.querySelector('.error')!.textContent).to.contain('Choose one for the name');
      primary(it.root).click();
      await nextFrame();
      expect(currentStep(it.root)).to.equal('Columns');
    });
  });

  describe('the category of new companies', () => {
    const category = (root: ShadowRoot) => root.querySelector<HTMLSelectElement>('#category')!;
    const change = (root: ShadowRoot, id: string) => {
      category(root).value = id;
      category(root).dispatchEvent(new Event('change', { bubbles: true }));
    };

    it('[L4] is the first with lead status, so that contacts start with the default status', async () => {
      const it = await world();
      await toColumns(it, toCsv('Name,Company', 'Bob Builder,Neverland'));
      expect(category(it.root).value).to.equal('lead');
      expect(cells(it.root, 1)).to.include('Open');
    });

    it('[L7] without lead status, a status of the file is left out and reported', async () => {
      const it = await world();
      await toColumns(it, toCsv('Name,Company,Lead status', 'Bob Builder,Neverland,Qualified'));
      expect(cells(it.root, 1)[3]).to.equal('Qualified');
      change(it.root, 'customer');
      await until(() => cells(it.root, 1)[5] === 'Customer');
      expect(cells(it.root, 1)[3]).to.equal('');
      primary(it.root).click();
      await until(() => it.root.querySelector('.counts'));
      expect(sentences(it.root, 'warning')[0]).to.contain('the lead status “Qualified” was left out');
    });

    it('leaves alone what the file says, and companies that exist', async () => {
      const it = await world();
      await toColumns(
        it,
        toCsv(
          'Name,Company,Category',
          'Bob Builder,Neverland,',
          'Wendy Builder,Neverland,Partner',
          'Max Ek,Initech,',
          'Lone Ek,,',
        ),
      );
      expect(cells(it.root, 1)[5]).to.equal('Partner');
      expect(cells(it.root, 3)[5]).to.equal('Customer');
      expect(cells(it.root, 4)[5]).to.equal('');
      primary(it.root).click();
      await until(() => it.root.querySelector('.counts'));
      expect(it.root.querySelector('.content')!.textContent).to.contain('No problems were found.');
    });
  });

  it('imports people twice when it is told to', async () => {
    const it = await world();
    await toColumns(it, toCsv('Name,Company', 'Bob Builder,Neverland', 'Bob Builder,Neverland'));
    const box = it.root.querySelector<HTMLInputElement>('.choices .checkbox')!;
    box.focus();
    await sendKeys({ press: ' ' });
    await until(() => it.root.querySelectorAll('.preview tbody tr').length === 2);
    primary(it.root).click();
    await until(() => it.root.querySelector('.counts'));
    expect(primary(it.root).textContent).to.contain('2 contacts');
  });

  it('offers the report as a file', async () => {
    const it = await world();
    await toReview(it, toCsv('Name,E-mail', 'Bob Builder,nothing', 'Wendy Builder,wendy@b.example'));
    const saved: HTMLAnchorElement[] = [];
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push(this);
    };
    const { revokeObjectURL } = URL;
    URL.revokeObjectURL = () => {};
    try {
      it.root.querySelector<HTMLElement>('.issues ~ div .button')!.click();
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    expect(saved[0]!.download).to.equal('import-report.csv');
    const text = await (await fetch(saved[0]!.href)).text();
    await aTimeout(0);
    URL.revokeObjectURL = revokeObjectURL;
    expect(text).to.contain('Line,Severity,Code,Column,Value,What was found');
    expect(text).to.contain('2,error,email-invalid,E-mail,nothing,');
  });

  it('has nothing to import when every row is bad', async () => {
    const it = await world();
    await toReview(it, toCsv('Name,E-mail', 'Bob Builder,nothing'));
    expect(isEnabled(it.root)).to.equal(false);
    expect(primary(it.root).textContent.trim()).to.equal('There is nothing to import.');
    it.root.querySelector<HTMLElement>('.foot .start')!.click();
    await until(() => currentStep(it.root) === 'Columns');
  });

  it('[S2] reports rows that the backend would not take', async () => {
    const adapter = new ScriptedAdapter();
    const it = await world(await createSampleStore(adapter));
    await toReview(it, toCsv('Name,Company', 'Bob Builder,Neverland'));
    primary(it.root).click();
    await until(() => adapter.saves.length === 1);
    adapter.saves[0]!.fail(new AdapterError('forbidden', 'read-only account'));
    await until(() => it.root.querySelector('.outcome'));
    expect(it.root.querySelector('.outcome')!.textContent).to.contain('1 contact was not imported.');
    expect(sentences(it.root, 'error')[0]).to.contain('Line 2 could not be saved: read-only account');
    expect(it.events[0]).to.include({ contacts: 0, companies: 0 });
  });

  it('stops when it is told to, and keeps what is done', async () => {
    const adapter = new ScriptedAdapter();
    const it = await world(await createSampleStore(adapter));
    const lines = Array.from({ length: 600 }, (_, index) => `Person ${index},Neverland`);
    await toReview(it, toCsv('Name,Company', ...lines));
    primary(it.root).click();
    await until(() => adapter.saves.length === 1);
    await it.element.updateComplete;
    expect(it.root.querySelector('progress')).not.to.equal(null);
    await expect(it.element).to.be.accessible();
    [...it.root.querySelectorAll<HTMLElement>('.foot .button')]
      .find((each) => each.textContent.includes('Stop'))!
      .click();
    adapter.saves[0]!.end();
    await until(() => it.events.length === 1);
    expect(it.events[0]).to.include({ contacts: 500, companies: 1 });
    await until(() => it.root.querySelector('.outcome'));
    expect(it.root.querySelector('.outcome')!.textContent)
      .to.contain('500 contacts were imported.')
      .and.contain('What had been imported stays.');
    expect(adapter.saves).to.have.length(1);
  });

  describe('as a dialog', () => {
    async function inDialog(): Promise<World & { readonly opener: HTMLButtonElement }> {
      const store = await createSampleStore();
      const events: LeadImportChangeEvent[] = [];
      const element = await fixture<LeadImport>(
        html`<lead-import
          dialog
          .store=${store}
          @lead-import-change=${(event: LeadImportChangeEvent) => events.push(event)}
          ><button slot="button">Import…</button></lead-import
        >`,
      );
      const opener = element.querySelector('button')!;
      return { store, element, root: element.shadowRoot!, events, opener };
    }

    it('opens from its button, keeps what was chosen, and closes with the result', async () => {
      const it = await inDialog();
      expect(it.root.querySelector('input')).to.equal(null);
      it.opener.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => it.root.querySelector('input[type=file]'));
      expect(it.element.open).to.equal(true);
      await toColumns(it, toCsv('Name,Company', 'Bob Builder,Neverland'));
      await aTimeout(200);
      await expect(it.element).to.be.accessible();
      await sendKeys({ press: 'Escape' });
      await until(() => !it.element.open);
      await until(() => document.activeElement === it.opener);
      it.element.show();
      await until(() => currentStep(it.root) === 'Columns');
      primary(it.root).click();
      await until(() => it.root.querySelector('.counts'));
      primary(it.root).click();
      await until(() => it.root.querySelector('.outcome'));
      expect(it.events).to.have.length(1);
      primary(it.root).click();
      await until(() => !it.element.open);
    });
  });

  it('says that there is no store, and that loading failed', async () => {
    const none = await fixture<LeadImport>(html`<lead-import></lead-import>`);
    expect(none.shadowRoot!.textContent).to.contain('Not connected to data yet');
    await expect(none).to.be.accessible();
    const failed = await world(await createFailedStore());
    expect(failed.root.textContent).to.contain('could not be reached');
    await inBothSchemes(() => expect(failed.element).to.be.accessible());
  });

  it('fits into 320 px in every step', async () => {
    await setViewport({ width: 320, height: 700 });
    const it = await world();
    const fits = () => expect(document.documentElement.scrollWidth).to.be.at.most(320);
    fits();
    await toColumns(it, await northwind());
    fits();
    primary(it.root).click();
    await until(() => it.root.querySelector('.counts'));
    fits();
    await setViewport({ width: 800, height: 600 });
  });
});
