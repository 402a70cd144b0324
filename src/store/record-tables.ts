import { defaultSettings } from '../model/defaults.js';
import { createFieldCatalog, type FieldCatalog } from '../model/fields.js';
import {
  entityNames,
  type Company,
  type Contact,
  type Entities,
  type EntityName,
  type Id,
  type Setup,
} from '../model/records.js';
import type { RecordSource } from '../query/types.js';
import type { RulesView } from '../rules/decision.js';
import { RecordIndexes } from './record-indexes.js';

export type AnyRecord = Entities[EntityName];

/** Records by entity and id, with what rules and engines need to know about many of them, so that nobody walks over all. */
export class RecordTables implements RulesView, RecordSource {
  readonly #records = new Map<EntityName, Map<Id, AnyRecord>>(entityNames.map((name) => [name, new Map()]));
  readonly #indexes = new RecordIndexes();
  #setup: Setup | undefined;
  #fields: FieldCatalog | undefined;

  get<Name extends EntityName>(entity: Name, id: Id): Entities[Name] | undefined {
    return this.#records.get(entity)!.get(id) as Entities[Name] | undefined;
  }

  all<Name extends EntityName>(entity: Name): IterableIterator<Entities[Name]> {
    return this.#records.get(entity)!.values() as IterableIterator<Entities[Name]>;
  }

  contact(id: Id): Contact | undefined {
    return this.get('contact', id);
  }

  company(id: Id): Company | undefined {
    return this.get('company', id);
  }

  contacts(): Iterable<Contact> {
    return this.all('contact');
  }

  companies(): Iterable<Company> {
    return this.all('company');
  }

  *contactsOf(companyId: Id): Iterable<Contact> {
    for (const id of this.#indexes.contactsOf(companyId)) yield this.contact(id)!;
  }

  usesOf(list: 'leadStatus' | 'category', id: Id): number {
    return this.#indexes.usesOf(list, id);
  }

  get setup(): Setup {
    return (this.#setup ??= Object.freeze({
      categories: new Map(this.#records.get('category')) as Setup['categories'],
      leadStatuses: new Map(this.#records.get('leadStatus')) as Setup['leadStatuses'],
      settings: this.get('settings', 'settings') ?? defaultSettings,
    }));
  }

  get fields(): FieldCatalog {
    return (this.#fields ??= createFieldCatalog(this.setup.settings.fields));
  }

  /** Puts a record in its place; undefined takes it away. */
  protected write(entity: EntityName, id: Id, record: AnyRecord | undefined): void {
    const table = this.#records.get(entity)!;
    const before = table.get(id);
    if (record) table.set(id, record);
    else table.delete(id);
    if (entity === 'contact')
      this.#indexes.moveContact(before as Contact | undefined, record as Contact | undefined);
    else if (entity === 'company')
      this.#indexes.moveCompany(before as Company | undefined, record as Company | undefined);
    else if (entity !== 'selection') this.#setup = undefined;
    if (entity === 'settings') this.#fields = undefined;
  }
}
