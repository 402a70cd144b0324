import type { Contact } from '../src/model/records.js';
import type { World } from './data.js';
import type { FilterName, LiveSpec, SortName } from './operations.js';

export type Where = 'node' | 'chromium';
export type Awaitable<Result> = Result | Promise<Result>;

/** What every operation comes down to. Filters and sorts are those of `operations.ts`, by name. */
export interface PeerStore {
  count(filter: FilterName): Awaitable<number>;
  /** For comparing answers only. */
  ids(filter: FilterName): Awaitable<readonly string[]>;
  window(
    filter: FilterName,
    sort: SortName,
    offset: number,
    limit: number,
  ): Awaitable<readonly { readonly id: string }[]>;
  /** Matches by lead status. */
  board(filter: FilterName): Awaitable<Counts>;
  /** Matches by country, then lead status, keyed by `nestedKey`. */
  nested(filter: FilterName): Awaitable<Counts>;
  /** By lead status: the sum and the average of the score, when the first was created and the last updated. */
  figures(filter: FilterName): Awaitable<Figures>;
  /** The record is another one now. */
  update(contact: Contact): Awaitable<void>;
  /** Left out: the questions are asked again after each change, as users of such a library do. */
  subscribe?(specs: readonly LiveSpec[]): Awaitable<LiveStore>;
  close?(): Awaitable<void>;
}

export type Counts = ReadonlyMap<string | null, number>;
export type Figures = ReadonlyMap<
  string | null,
  readonly [sum: number, average: number, first: number, last: number]
>;
/** To be compared: some add up the average as they go, which rounds its last digits in another way. */
export const roundedFigures = (figures: Figures): ReadonlyMap<string | null, readonly (number | string)[]> =>
  new Map(
    Array.from(figures, ([status, [sum, average, ...times]]) => [
      status,
      [sum, average.toPrecision(12), ...times],
    ]),
  );
export const nestedKey = (country: string | null, status: string | null) =>
  `${country ?? '∅'}/${status ?? '∅'}`;

/** Questions that the library itself keeps right. */
export interface LiveStore {
  update(contact: Contact): Awaitable<void>;
  /** The present answer to the question at that place. */
  answer(index: number): Awaitable<number | Counts | readonly { readonly id: string }[]>;
  close(): Awaitable<void>;
}

/** A size beyond which a peer is left out, and why; printed on standard error when it applies. */
export interface Limit {
  /** Left out: the whole peer. */
  readonly op?: string;
  readonly where?: Where;
  readonly upTo: number;
  readonly why: string;
}

export interface Peer {
  readonly name: string;
  /** One of those that a quick run has time for. */
  readonly quick?: boolean;
  readonly where?: readonly Where[];
  /** It cannot sort text by language: its windows by name are a different, cheaper answer. */
  readonly uncollated?: boolean;
  readonly limits?: readonly Limit[];
  create(world: World, host: Host): Awaitable<PeerStore>;
}

/** What differs between Node and a page. */
export interface Host {
  readonly where: Where;
  /** The bytes of a file below node_modules. */
  asset(path: string): Promise<Uint8Array>;
  /** Its address, for what fetches by itself: a URL in a page, a file's path in Node. */
  assetUrl(path: string): string;
  /** Bytes in use after collecting garbage: objects and array buffers. */
  memory(): Promise<number>;
}

/** Not a failure: what an optional peer throws when it is not installed. It is left out with a note. */
export class MissingPeer extends Error {}
