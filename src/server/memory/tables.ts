import { defaultSettings } from '../../model/defaults.js';
import { createFieldCatalog, type FieldCatalog } from '../../model/fields.js';
import {
  entityNames,
  type Company,
  type Contact,
  type Entities,
  type EntityName,
  type Id,
  type RecordRef,
  type Setup,
} from '../../model/records.js';
import type { RecordSource } from '../../query/types.js';
import type { RulesView } from '../../rules/decision.js';
import { RecordIndexes } from '../../store/record-indexes.js';
import { keyOf } from '../data.js';

type AnyRecord = Entities[EntityName];

/** The records with what rules and questions need to know about many of them. */
export class Tables implements RulesView, RecordSource {
  readonly #records = new Map<EntityName, Map<Id, AnyRecord>>(entityNames.map((name) => [name, new Map()]));
  readonly #indexes = new RecordIndexes();
  #touched = new Map<string, RecordRef>();
  #setup: Setup | undefined;
  #fields: FieldCatalog | undefined;

  get<Name extends EntityName>(entity: Name, id: Id): Entities[Name] | undefined {
    return this.#records.get(entity)!.get(id) as Entities[Name] | undefined;
  }

  all<Name extends EntityName>(entity: Name): Iterable<Entities[Name]> {
    return this.#records.get(entity)!.values() as Iterable<Entities[Name]>;
  }

  /** Undefined takes the record away. */
  put(entity: EntityName, id: Id, record: AnyRecord | undefined): void {
    const table = this.#records.get(entity)!;
    const before = table.get(id);
    if (before === record) return;
    if (record) table.set(id, record);
    else table.delete(id);
    this.#touched.set(keyOf(entity, id), { entity, id });
    if (entity === 'contact') this.#indexes.moveContact(before as Contact, record as Contact);
    else if (entity === 'company') this.#indexes.moveCompany(before as Company, record as Company);
    else if (entity !== 'selection') this.#setup = undefined;
    if (entity === 'settings') this.#fields = undefined;
  }

  /** What was put since the last call. */
  takeTouched(): readonly RecordRef[] {
    const touched = [...this.#touched.values()];
    this.#touched = new Map();
    return touched;
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
    return (this.#setup ??= {
      categories: new Map(this.#records.get('category')) as Setup['categories'],
      leadStatuses: new Map(this.#records.get('leadStatus')) as Setup['leadStatuses'],
      settings: this.get('settings', 'settings') ?? defaultSettings,
    });
  }

  get fields(): FieldCatalog {
    return (this.#fields ??= createFieldCatalog(this.setup.settings.fields));
  }
}
