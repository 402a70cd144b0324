import type { Change } from '../../model/changes.js';
import type { EntityName } from '../../model/records.js';

/**
 * What the service calls things. Everything that is not named here does not exist for this adapter: it is not read,
 * asked for or written.
 *
 * @example
 * const mapping: ODataMapping = {
 *   contact: {
 *     set: 'People',
 *     key: { name: 'PersonId', type: 'guid' },
 *     properties: { firstName: 'GivenName', lastName: 'Surname', companyId: { name: 'OrganisationId', type: 'guid' } },
 *     company: 'Organisation',
 *   },
 *   company: { set: 'Organisations', key: 'Id', properties: { name: 'Name', categoryId: 'Kind' } },
 *   leadStatus: { set: 'Stages', key: 'Id', properties: { name: 'Title', rank: 'Rank' } },
 *   category: [{ id: 'lead', name: 'Lead', rank: 1, group: 'potentialCustomer', leadStatusEnabled: true }],
 * };
 */
export interface ODataMapping {
  readonly contact: ContactMapping;
  readonly company: EntityMapping;
  /** An entity set, or the rows themselves, in the shape of `Category` in `leadkit/model`. */
  readonly category: EntityMapping | readonly unknown[];
  /** The same, in the shape of `LeadStatus`. */
  readonly leadStatus: EntityMapping | readonly unknown[];
  /** An entity set with one entity, or the row itself. Left out: that of a new installation. */
  readonly settings?: EntityMapping | Readonly<Record<string, unknown>>;
  /** Left out: there are none. */
  readonly selection?: EntityMapping;
  /** What one person set for oneself. The service has to tell persons apart. Left out: not kept. */
  readonly preference?: PreferenceMapping;
}

export interface EntityMapping {
  /** The name of the entity set, e.g. `People`. */
  readonly set: string;
  readonly key: PropertyMapping;
  /** By property of the record (`model/records.ts`): `{ firstName: 'GivenName' }`. */
  readonly properties: Readonly<Record<string, PropertyMapping>>;
  /** The fields of the host, by their key. Their types stand in `settings.fields`. */
  readonly extra?: Readonly<Record<string, PropertyMapping>>;
  /** What may be changed. Left out: everything, but nothing is created where keys are numbers: the service gives those. */
  readonly changes?: readonly Change['kind'][];
}

export interface ContactMapping extends EntityMapping {
  /**
   * The navigation property that leads to the company. Left out: fields of the company can't be asked about in
   * questions about contacts, and companies are fetched by a request of their own.
   */
  readonly company?: string;
}

/** The name of a property, or a path to one inside of complex values (`Address/City`). */
export type PropertyMapping = string | PropertyDetails;

export interface PropertyDetails {
  readonly name: string;
  /** How ids are written: text (also of enumerations) if left out. */
  readonly type?: 'text' | 'number' | 'guid';
  /** What the service has for values of ours, where those differ: `{ Prospect: 'potentialCustomer' }`. */
  readonly values?: Readonly<Record<string, string>>;
  /** False: can't be filtered by. */
  readonly filter?: boolean;
  /**
   * False: can't be sorted by. A path: sorts by that instead, e.g. `Stage/Rank`. Left out: sorts by itself; a category or
   * a lead status, whose order is that of its list, does not.
   */
  readonly sort?: boolean | string;
  /** False: can't be grouped by. */
  readonly group?: boolean;
  /** False: the service sets it. */
  readonly write?: boolean;
}

export interface PreferenceMapping {
  readonly set: string;
  /** A text property, the entity's key. */
  readonly key: string;
  /** A text property that holds JSON. */
  readonly value: string;
}

/** The properties of each kind of record that a mapping can name. */
export const propertiesOf = {
  contact:
    'companyId firstName lastName title email phone mobile leadStatusId retired note created updated name'.split(
      ' ',
    ),
  company: 'name categoryId business city country phone email website owner created updated'.split(' '),
  category: 'name description rank deleted group leadStatusEnabled'.split(' '),
  leadStatus: 'name description rank deleted tone'.split(' '),
  settings: 'defaultStatusId onReturn fields'.split(' '),
  selection: 'name description of source created updated'.split(' '),
} as const satisfies Record<EntityName, readonly string[]>;
