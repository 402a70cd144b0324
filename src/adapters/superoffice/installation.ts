import type { Subject } from '../../model/fields.js';
import type { Capabilities } from '../../store/port.js';
import type { RestClient } from '../rest/rest-client.js';
import { orCancelled } from '../rest/waiting.js';
import { Archive } from './archive.js';
import { capabilitiesOf } from './capabilities.js';
import { createCatalog, typesIn, type Catalog } from './catalog.js';
import { createClient } from './client.js';
import { readOperators } from './columns.js';
import { defaultDecisions, type Decisions } from './decisions.js';
import { fieldMaps, type FieldMap } from './fields.js';
import { IdBook } from './ids.js';
import { categoryRows, readList, statusRows, type MdoItem } from './lists.js';
import type { CustomField, SuperOfficeAdapterOptions } from './options.js';
import type { Row } from './rows.js';

/** What does not change while a page is open, and is asked for once: columns, operators, lists. */
export class Installation {
  readonly client: RestClient;
  readonly decisions: Decisions;
  readonly ids: IdBook;
  readonly language: string;
  readonly now: () => Date;
  readonly customFields: readonly CustomField[];
  readonly maps: Readonly<Record<Subject, readonly FieldMap[]>>;
  readonly archives: Readonly<Record<Subject, Archive>>;
  readonly #known = new Map<string, Known<unknown>>();

  constructor(options: SuperOfficeAdapterOptions) {
    const { decisions = {}, language = 'en', fields = [], ids, now = () => new Date() } = options;
    this.decisions = { ...defaultDecisions, ...decisions };
    this.client = createClient(options, this.decisions);
    this.ids = new IdBook(ids);
    this.language = language;
    this.now = now;
    this.customFields = fields;
    const custom = (of: Subject) => fields.filter(({ entity }) => entity === of).map(mapOf);
    this.maps = {
      contact: [...fieldMaps.contact, ...custom('contact')],
      company: [...fieldMaps.company, ...custom('company')],
    };
    const { providers } = this.decisions;
    this.archives = {
      contact: new Archive(this.client, providers.contact, this.decisions),
      company: new Archive(this.client, providers.company, this.decisions),
    };
  }

  catalogs(signal: AbortSignal): Promise<Readonly<Record<Subject, Catalog>>> {
    return this.#once('catalogs', signal, async () => {
      const [contact, company] = await Promise.all([
        this.archives.contact.columns(never()),
        this.archives.company.columns(never()),
      ]);
      const types = [...new Set([...typesIn(contact, this.maps), ...typesIn(company, this.maps)])];
      const operators = new Map(
        await Promise.all(types.map(async (type) => [type, await this.#operators(type)] as const)),
      );
      return {
        contact: createCatalog('contact', this.maps, contact, operators, this.decisions),
        company: createCatalog('company', this.maps, company, operators, this.decisions),
      };
    });
  }

  async capabilities(signal: AbortSignal): Promise<Capabilities> {
    return capabilitiesOf(await this.catalogs(signal), this.decisions);
  }

  list(name: string, signal: AbortSignal): Promise<readonly MdoItem[]> {
    return this.#once(`list ${name}`, signal, () => readList(this.client, name, never()));
  }

  /** Categories and lead statuses; `again` asks the server once more. */
  async setupRows(
    signal: AbortSignal,
    again = false,
  ): Promise<{ categories: readonly Row[]; leadStatuses: readonly Row[] }> {
    if (again) for (const key of ['setup', 'list category', 'list leadstatus']) this.#known.delete(key);
    return this.#once('setup', signal, async () => {
      const [categories, statuses] = await Promise.all([
        this.list('category', never()),
        this.list('leadstatus', never()),
      ]);
      return {
        categories: await categoryRows(categories, this),
        leadStatuses: statusRows(statuses, this),
      };
    });
  }

  get settings() {
    const { defaultStatusId, onReturn } = this.decisions;
    return { id: 'settings', version: '0', defaultStatusId, onReturn, fields: this.customFields } as const;
  }

  #operators(type: string): Promise<ReadonlySet<string>> {
    const path = `v1/MDOList/restrictionOperators/selectable?additional=${encodeURIComponent(type)}`;
    return this.client.call({ method: 'GET', path }, readOperators, never());
  }

  /** One question for all who ask; who stops waiting does not stop it for the others. What failed is asked again. */
  #once<Answer>(key: string, signal: AbortSignal, ask: () => Promise<Answer>): Promise<Answer> {
    let known = this.#known.get(key) as Known<Answer> | undefined;
    if (!known) {
      const asked: Known<Answer> = { answer: ask(), isHere: false };
      this.#known.set(key, asked);
      asked.answer.then(
        () => (asked.isHere = true),
        () => this.#known.delete(key),
      );
      known = asked;
    }
    return known.isHere ? known.answer : orCancelled(known.answer, signal);
  }
}

interface Known<Answer> {
  readonly answer: Promise<Answer>;
  isHere: boolean;
}

/** For what nobody may stop, because others wait for it, too. Client and store have time limits. */
const never = () => new AbortController().signal;

const kinds = { text: 'text', list: 'text', number: 'number', date: 'day', yesno: 'yesno' } as const;

function mapOf({ key, type, column, property }: CustomField): FieldMap {
  return {
    key,
    kind: kinds[type],
    columns: [column],
    path: `CustomFields/${property.replaceAll('/', '~1')}`,
    custom: true,
  };
}
