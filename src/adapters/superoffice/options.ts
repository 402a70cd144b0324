import type { HostField } from '../../model/records.js';
import type { RestOptions } from '../rest/rest-client.js';
import type { Decisions } from './decisions.js';
import type { IdStorage } from './ids.js';

export interface SuperOfficeAdapterOptions extends RestOptions {
  /**
   * Where the Web API is, without its version: `https://sod.superoffice.com/Cust26759/api`, or a proxy on one's own origin.
   * Which host an installation is on, `https://online.superoffice.com/api/state/{customer}` says (`Api`).
   */
  readonly url: string;
  /** IETF tag of the language of list items and error texts: `nb`, `de-AT`. English without. */
  readonly language?: string;
  /** Sent with every request: `SO-AppToken`, `X-XSRF-TOKEN`, `SO-Culture`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the ids of records that were made here are kept; `localStorage` for those who use an outbox. */
  readonly ids?: IdStorage;
  /** Fields of the installation's own that are to be seen. */
  readonly fields?: readonly CustomField[];
  readonly decisions?: Partial<Decisions>;
  /** The clock, for tests. */
  readonly now?: () => Date;
}

/** A field that an administrator added in SuperOffice. */
export interface CustomField extends HostField {
  /** Of the archive: `personUdef/SuperOffice:3`. */
  readonly column: string;
  /** In `CustomFields` of the entity: `SuperOffice:3`. */
  readonly property: string;
}
