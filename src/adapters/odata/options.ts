import type { RestOptions } from '../rest/rest-client.js';
import type { ODataMapping } from './mapping.js';

export interface ODataAdapterOptions extends RestOptions {
  /** For messages; `OData` without. */
  readonly name?: string;
  readonly mapping: ODataMapping;
  /** What the service can do and how it does what the standard leaves open; see docs/odata.md. */
  readonly service?: ODataService;
  /**
   * Reads `$metadata` (CSDL JSON) first: checks that all that is mapped is there, and what the service says of its own
   * abilities wins over `service`. A service that has only XML is taken as it is described here.
   */
  readonly metadata?: boolean;
  /** Records of the largest page of a question, 500 without. */
  readonly pageSize?: number;
}

/** Without any of these: a service that does what OData 4.01 describes, without `$apply` and `$batch`. */
export interface ODataService {
  /** Whether it answers questions (`$filter`, `$orderby`). False: everything is read, the page answers. True without. */
  readonly questions?: boolean;
  /** Whether `$count=true` gives the number of all results. True without. */
  readonly count?: boolean;
  /** Whether `$skip` begins a page at any place. True without. */
  readonly skip?: boolean;
  /**
   * How one gets from page to page. `link`: the service ends its pages itself, at the wanted size (`maxpagesize`) or at
   * its own, and gives `@odata.nextLink`. `skip`: it gives everything unless `$top` says otherwise; records that come and
   * go meanwhile shift the pages then. `link` without.
   */
  readonly pages?: 'link' | 'skip';
  /** Whether `$apply=groupby(…)` counts by value. False without. */
  readonly apply?: boolean;
  /** Whether it takes JSON batches with atomicity groups: commands are saved as a whole. False without. */
  readonly batch?: boolean;
  /** Whether it takes questions by `POST …/$query`: for those longer than a URL may be. False without. */
  readonly post?: boolean;
  /** Whether it knows the operator `in` (4.01); otherwise choices are spelt out. True without. */
  readonly in?: boolean;
  /** `ignored`: it compares text without regard to case, whatever it is asked; "is exactly" is not to be had then. `heeded` without. */
  readonly case?: 'heeded' | 'ignored';
  /**
   * How records without a value come last in both directions. `expression`: `$orderby` takes `Name eq null`, as the
   * standard has it. `parts`: those with a value are asked for first, then those without; one field to sort by, and no
   * page begins just anywhere. `service`: it does that by itself. `never`: it can't, so the page sorts. `expression` without.
   */
  readonly emptyLast?: 'expression' | 'parts' | 'service' | 'never';
  /** How deep groups of criteria may nest, 16 without. */
  readonly depth?: number;
}

/** With every decision made. */
export type Service = Required<ODataService>;

export const standardService: Service = {
  questions: true,
  count: true,
  skip: true,
  pages: 'link',
  apply: false,
  batch: false,
  post: false,
  in: true,
  case: 'heeded',
  emptyLast: 'expression',
  depth: 16,
};
