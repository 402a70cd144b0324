import type { FieldId, Subject } from '../../model/fields.js';
import type { EntityName } from '../../model/records.js';

// Which columns of an archive and which properties of an entity a field of ours is (A6). A company is `Contact` there,
// a contact is `Person`.

/** How a value stands there. */
export type Kind =
  | 'text'
  /** An entry of a list of e-mail addresses, numbers or URLs: the first one is ours. */
  | 'entry'
  /** The number of a record or of a list item, which is an id here. */
  | 'id'
  /** The number of a list item, whose name is ours. */
  | 'name'
  | 'yesno'
  | 'number'
  /** A point in time. */
  | 'instant'
  | 'day';

export interface FieldMap {
  /** Of the record. */
  readonly key: string;
  /** Of criteria and sorting, where it is another one. */
  readonly field?: string;
  readonly kind: Kind;
  /** The first that the archive has is taken. */
  readonly columns: readonly string[];
  /** What to sort by instead: lists are sorted by rank. */
  readonly orderBy?: string;
  /** Where it is written. Left out: the server sets it. */
  readonly path?: string;
  /** For `id`. */
  readonly entity?: EntityName;
  /** For `id` and `name`: the list that names come from. */
  readonly list?: string;
  /** It is one of a host (`extra`). */
  readonly custom?: true;
}

const text = (key: string, column: string, path: string): FieldMap => ({
  key,
  kind: 'text',
  columns: [column],
  path,
});
const entry = (key: string, column: string, path: string): FieldMap => ({
  key,
  kind: 'entry',
  columns: [column],
  path,
});
const instant = (key: string, column: string): FieldMap => ({ key, kind: 'instant', columns: [column] });

export const fieldMaps: Readonly<Record<Subject, readonly FieldMap[]>> = {
  contact: [
    { key: 'companyId', kind: 'id', entity: 'company', columns: ['contactId'], path: 'Contact/ContactId' },
    text('firstName', 'firstName', 'Firstname'),
    text('lastName', 'lastName', 'Lastname'),
    text('title', 'title', 'Title'),
    entry('email', 'email/emailAddress', 'Emails'),
    entry('phone', 'personDirectPhone/formattedNumber', 'OfficePhones'),
    entry('mobile', 'personMobilePhone/formattedNumber', 'MobilePhones'),
    {
      key: 'leadStatusId',
      field: 'leadStatus',
      kind: 'id',
      entity: 'leadStatus',
      list: 'leadstatus',
      columns: ['leadStatus'],
      orderBy: 'leadstatusRank',
      path: 'LeadstatusId',
    },
    { key: 'retired', kind: 'yesno', columns: ['retired'], path: 'Retired' },
    text('note', 'personInfo/infoText', 'Description'),
    instant('created', 'personRegisteredDate'),
    instant('updated', 'personUpdatedDate'),
  ],
  company: [
    text('name', 'name', 'Name'),
    {
      key: 'categoryId',
      field: 'category',
      kind: 'id',
      entity: 'category',
      list: 'category',
      columns: ['category'],
      orderBy: 'companyCategoryRank',
      path: 'Category/Id',
    },
    { key: 'business', kind: 'name', list: 'business', columns: ['business'], path: 'Business/Id' },
    {
      key: 'city',
      kind: 'text',
      columns: ['streetAddress/city', 'postAddress/city'],
      path: 'Address/Street/City',
    },
    { key: 'country', kind: 'name', list: 'country', columns: ['country'], path: 'Country/CountryId' },
    entry('phone', 'contactPhone/formattedNumber', 'Phones'),
    entry('email', 'email/emailAddress', 'Emails'),
    entry('website', 'url/URLAddress', 'Urls'),
    {
      key: 'owner',
      kind: 'text',
      list: 'associate',
      columns: ['contactAssociate/fullName'],
      path: 'Associate/AssociateId',
    },
    instant('created', 'registeredDate'),
    instant('updated', 'updatedDate'),
  ],
};

/** The names of things there. */
export const wire = {
  contact: { endpoint: 'Person', key: 'personId', property: 'PersonId' },
  company: { endpoint: 'Contact', key: 'contactId', property: 'ContactId' },
} as const satisfies Record<Subject, object>;

/** Whether every record has a value in a field: the server demands a name. */
export function isNeverEmpty(of: Subject, field: FieldId): boolean {
  return (
    field === 'contact.name' || field === 'contact.retired' || (of === 'company' && field === 'company.name')
  );
}
