/** Identifies a record within its entity. Adapters turn whatever their backend uses into text. */
export type Id = string;

/** What a field can hold. Calendar dates are `YYYY-MM-DD`, instants ISO 8601 in UTC. */
export type Value = string | number | boolean | null;

/** Values of fields that the host defines, by field key. */
export type Extra = Readonly<Record<string, Value>>;

interface Versioned {
  readonly id: Id;
  /** Opaque; the backend's word for this state of the record. Sent along with every write (A3). */
  readonly version?: string;
}

/** An organisation. */
export interface Company extends Versioned {
  readonly name: string;
  readonly categoryId: Id | null;
  readonly business: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly website: string | null;
  /** The colleague on our side, by name ("our contact" in the reference product). */
  readonly owner: string | null;
  readonly created: string | null;
  readonly updated: string | null;
  readonly extra: Extra;
}

/** A person, who belongs to at most one company. */
export interface Contact extends Versioned {
  readonly companyId: Id | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly title: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly mobile: string | null;
  /** Kept while it is hidden (L7), so it says nothing about what may be shown: ask the rules. */
  readonly leadStatusId: Id | null;
  readonly retired: boolean;
  readonly note: string | null;
  readonly created: string | null;
  readonly updated: string | null;
  readonly extra: Extra;
}

/** An entry of an administrator's list. `rank` orders the list, smallest first. */
export interface ListItem extends Versioned {
  readonly name: string;
  readonly description: string | null;
  readonly rank: number;
  readonly deleted: boolean;
}

export const tones = [
  'slate',
  'amber',
  'green',
  'grey',
  'violet',
  'teal',
  'rose',
  'indigo',
  'brown',
  'cyan',
] as const;
export type Tone = (typeof tones)[number];

export interface LeadStatus extends ListItem {
  readonly tone: Tone;
}

/** The six groups of the reference product, in the order of its ids; no administrator changes them. */
export const categoryGroups = ['none', 'customer', 'potentialCustomer', 'partner', 'lost', 'other'] as const;
export type CategoryGroup = (typeof categoryGroups)[number];

export interface Category extends ListItem {
  readonly group: CategoryGroup;
  readonly leadStatusEnabled: boolean;
}

export const fieldTypes = ['text', 'list', 'number', 'date', 'yesno'] as const;
export type FieldType = (typeof fieldTypes)[number];

/** A field that the host adds to companies or contacts. Its values live in `extra[key]`. */
export interface HostField {
  readonly entity: 'company' | 'contact';
  readonly key: string;
  readonly label: string;
  readonly type: FieldType;
  /** For type `list`: what can be chosen. */
  readonly options?: readonly HostOption[];
}

export interface HostOption {
  readonly id: Id;
  readonly label: string;
  readonly deleted?: boolean;
}

/** What L5 does to a contact whose company comes back to a category with lead status. */
export type OnReturn = 'default' | 'retained';

/** All that an administrator controls besides the two lists. There is one such record, with the id `settings`. */
export interface Settings extends Versioned {
  readonly id: 'settings';
  readonly defaultStatusId: Id | null;
  readonly onReturn: OnReturn;
  readonly fields: readonly HostField[];
}

/** A named set: members, criteria (JSON as `criteria/` parses it), or two selections and an operation. */
export interface Selection extends Versioned {
  readonly name: string;
  readonly description: string | null;
  readonly of: 'contact' | 'company';
  readonly source: SelectionSource;
  readonly created: string | null;
  readonly updated: string | null;
}

export const setOperations = ['union', 'intersection', 'onlyFirst', 'onlySecond', 'difference'] as const;
export type SetOperation = (typeof setOperations)[number];

export type SelectionSource =
  | { readonly kind: 'static'; readonly members: readonly Id[] }
  | { readonly kind: 'dynamic'; readonly criteria: unknown }
  | { readonly kind: 'combined'; readonly first: Id; readonly second: Id; readonly operation: SetOperation };

/** Every kind of record that the store keeps. */
export interface Entities {
  readonly company: Company;
  readonly contact: Contact;
  readonly category: Category;
  readonly leadStatus: LeadStatus;
  readonly settings: Settings;
  readonly selection: Selection;
}

export type EntityName = keyof Entities;

/** In an order in which every record comes after those that it refers to. */
export const entityNames = [
  'settings',
  'category',
  'leadStatus',
  'company',
  'contact',
  'selection',
] as const satisfies readonly EntityName[];

export interface RecordRef {
  readonly entity: EntityName;
  readonly id: Id;
}

/** The lists as one value: what rules need to know besides the records in question. */
export interface Setup {
  readonly categories: ReadonlyMap<Id, Category>;
  readonly leadStatuses: ReadonlyMap<Id, LeadStatus>;
  readonly settings: Settings;
}

/** First and last name as one text. */
export function contactName(contact: Pick<Contact, 'firstName' | 'lastName'>): string {
  return contact.firstName && contact.lastName
    ? `${contact.firstName} ${contact.lastName}`
    : contact.firstName || contact.lastName;
}

/** List items in the order that people see: by rank, then by name. */
export function byRank<Item extends ListItem>(items: Iterable<Item>): Item[] {
  return [...items].sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
