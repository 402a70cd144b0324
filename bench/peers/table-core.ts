import {
  aggregationFn_max,
  aggregationFn_mean,
  aggregationFn_min,
  aggregationFn_sum,
  columnFilteringFeature,
  columnGroupingFeature,
  constructTable,
  createFilteredRowModel,
  createGroupedRowModel,
  createSortedRowModel,
  rowAggregationFeature,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/table-core';
import { storeReactivityBindings } from '@tanstack/table-core/store-reactivity-bindings';
import { times, wanted, type FilterName, type SortName } from '../operations.js';
import { nestedKey, type Counts, type Peer, type PeerStore } from '../peer.js';
import { flatRows, tests, type FlatRow } from './flat.js';

interface TableRow {
  readonly original: FlatRow;
  readonly groupingValue?: unknown;
  readonly subRows: readonly TableRow[];
  getValue(id: string): unknown;
}

interface Table {
  setColumnFilters(filters: readonly { id: string; value: unknown }[]): void;
  setSorting(sorting: readonly { id: string; desc: boolean }[]): void;
  setGrouping(grouping: readonly string[]): void;
  setOptions(update: (old: object) => object): void;
  getFilteredRowModel(): { readonly rows: readonly TableRow[] };
  getGroupedRowModel(): { readonly rows: readonly TableRow[] };
  getSortedRowModel(): { readonly rows: readonly TableRow[] };
}

/**
 * https://tanstack.com/table: row models for filtering, grouping and sorting. They remember their last result, so each
 * question sets its state anew, as a person's click does. Filters of columns have to hold all; anything else is a
 * filter of a column that gives the whole row.
 */
export const tablePeer: Peer = {
  name: '@tanstack/table-core',
  limits: [
    { op: 'live20', upTo: 10_000, why: 'asking 20 questions again takes seconds a change' },
    { where: 'chromium', upTo: 100_000, why: 'a question takes 2 to 7 s; Node has the same figures' },
  ],
  create: (world): PeerStore => {
    let rows = flatRows(world);
    const places = new Map(rows.map((row, index) => [row.id, index]));
    const features = tableFeatures({
      coreReactivityFeature: storeReactivityBindings(),
      columnFilteringFeature,
      columnGroupingFeature,
      rowAggregationFeature,
      rowSortingFeature,
      filteredRowModel: createFilteredRowModel(),
      groupedRowModel: createGroupedRowModel(),
      sortedRowModel: createSortedRowModel(),
    });
    const table = constructTable({
      features,
      columns,
      data: rows,
      getRowId: (row: FlatRow) => row.id,
    } as never) as unknown as Table;
    const filter = (name: FilterName) => {
      table.setColumnFilters(columnFilters(name));
      return table;
    };
    const grouped = (name: FilterName, ...by: string[]) => {
      table.setGrouping(by);
      const groups = filter(name).getGroupedRowModel().rows;
      table.setGrouping([]);
      return groups;
    };
    return {
      count: (name) => filter(name).getFilteredRowModel().rows.length,
      ids: (name) =>
        filter(name)
          .getFilteredRowModel()
          .rows.map((row) => row.original.id),
      window: (name, sort, offset, limit) => {
        table.setSorting(sortings[sort]);
        const page = filter(name)
          .getSortedRowModel()
          .rows.slice(offset, offset + limit)
          .map((row) => row.original);
        table.setSorting([]);
        return page;
      },
      board: (name) =>
        new Map(
          grouped(name, 'leadStatus').map((group) => [
            group.groupingValue as string | null,
            group.subRows.length,
          ]),
        ),
      nested: (name) => nestedCounts(grouped(name, 'country', 'leadStatus')),
      figures: (name) =>
        new Map(
          grouped(name, 'leadStatus').map((group) => [
            group.groupingValue as string | null,
            ['sum', 'average', 'first', 'last'].map((id) => group.getValue(id) as number) as never,
          ]),
        ),
      update: (contact) => {
        const row = rows[places.get(contact.id) ?? -1];
        if (!row) throw new Error(`There is no row ${contact.id}.`);
        row.leadStatus = contact.leadStatusId;
        row.updated = Date.parse(contact.updated ?? '');
        rows = [...rows];
        table.setOptions((old) => ({ ...old, data: rows }));
      },
    };
  },
};

function nestedCounts(groups: readonly TableRow[]): Counts {
  const counts = new Map<string | null, number>();
  for (const outer of groups) {
    for (const inner of outer.subRows) {
      // A group's value is text there, null as well; its first row knows better.
      const row = inner.subRows[0]?.original;
      if (row) counts.set(nestedKey(row.country, row.leadStatus), inner.subRows.length);
    }
  }
  return counts;
}

type FilterFn = (row: TableRow, column: string, filter: { readonly value: never }) => boolean;

const among: FilterFn = (row, column, { value }: { readonly value: readonly string[] }) =>
  value.includes(row.getValue(column) as string);
const noneOf: FilterFn = (row, column, { value }: { readonly value: readonly string[] }) =>
  !value.includes(row.getValue(column) as string);
const contains: FilterFn = (row, column, { value }: { readonly value: string }) =>
  ((row.getValue(column) ?? '') as string).toLowerCase().includes(value);
const within: FilterFn = (row, column, { value }: { readonly value: readonly [number, number] }) => {
  const time = row.getValue(column) as number;
  return value[0] <= time && time < value[1];
};
const whole: FilterFn = (row, _column, { value }: { readonly value: FilterName }) =>
  tests[value](row.original);

const collator = new Intl.Collator('en');
const collated = (a: TableRow, b: TableRow, column: string) =>
  collator.compare(a.getValue(column) as string, b.getValue(column) as string);
const plain = (a: TableRow, b: TableRow, column: string) => {
  const [one, other] = [a.getValue(column) as number, b.getValue(column) as number];
  return one < other ? -1 : one > other ? 1 : 0;
};

const column = (key: keyof FlatRow, filterFn?: FilterFn, sortFn: unknown = plain) => ({
  id: key,
  accessorKey: key,
  filterFn,
  sortFn,
});

const columns = [
  column('id'),
  column('name', contains, collated),
  column('title'),
  column('email', contains),
  column('phone'),
  column('leadStatus', among),
  { ...column('leadStatus', noneOf), id: 'notLeadStatus' },
  column('created', within),
  column('updated'),
  column('score'),
  column('categoryGroup', among),
  column('companyName'),
  column('country'),
  { id: 'sum', accessorKey: 'score', aggregationFn: aggregationFn_sum },
  { id: 'average', accessorKey: 'score', aggregationFn: aggregationFn_mean },
  { id: 'first', accessorKey: 'created', aggregationFn: aggregationFn_min },
  { id: 'last', accessorKey: 'updated', aggregationFn: aggregationFn_max },
  { id: 'whole', accessorFn: (row: FlatRow) => row, filterFn: whole },
];

let asked = 0;

/** With a number that makes each question a new one: equal state is answered from memory. */
const filterBy = (id: string, value: unknown) => ({ id, value: { value, asked: ++asked } });

function columnFilters(name: FilterName): { id: string; value: unknown }[] {
  switch (name) {
    case 'f_simple':
      return [filterBy('leadStatus', wanted.statuses)];
    case 'f_join':
      return [
        filterBy('categoryGroup', wanted.joinGroups),
        filterBy('notLeadStatus', wanted.joinNotStatuses),
      ];
    case 'f_text':
      return [filterBy('name', wanted.name)];
    case 'f_email':
      return [filterBy('email', wanted.email)];
    case 'f_date7':
      return [filterBy('created', times.f_date7)];
    default:
      return [filterBy('whole', name)];
  }
}

const sortings: Readonly<Record<SortName, readonly { id: string; desc: boolean }[]>> = {
  name: [{ id: 'name', desc: false }],
  three: [
    { id: 'leadStatus', desc: false },
    { id: 'created', desc: true },
    { id: 'name', desc: false },
  ],
  created: [{ id: 'created', desc: true }],
  updated: [{ id: 'updated', desc: true }],
};
