import type { FieldCatalog, FieldId, Subject } from '../../model/fields.js';
import type { Sort } from '../../query/types.js';

/** What a person arranged in a grid. A part that is left out is as the host, or else the kit, has it. */
export interface GridLayout {
  readonly columns?: readonly FieldId[];
  readonly sort?: readonly Sort[];
  readonly groupBy?: readonly FieldId[];
}

export const defaultColumns: Readonly<Record<Subject, readonly FieldId[]>> = {
  contact: ['contact.name', 'contact.title', 'company.name', 'contact.mobile', 'contact.email'],
  company: ['company.name', 'company.category', 'company.business', 'company.city', 'company.owner'],
};

export const defaultSort: Readonly<Record<Subject, readonly Sort[]>> = {
  contact: [{ field: 'contact.name', direction: 'ascending' }],
  company: [{ field: 'company.name', direction: 'ascending' }],
};

/** Ids of records are for programs: nobody reads, sorts or filters by them. */
const internal: ReadonlySet<FieldId> = new Set(['contact.id', 'contact.companyId', 'company.id']);

/** The fields that can be columns, in the order of the catalog. */
export function columnFields(catalog: FieldCatalog, of: Subject) {
  return catalog.for(of).filter((field) => !internal.has(field.id));
}

/** Columns that there are, each once. What a saved layout or a host names beyond those is left out. */
export function knownColumns(wanted: readonly FieldId[], catalog: FieldCatalog, of: Subject): FieldId[] {
  return [...new Set(wanted)].filter((id) => {
    const field = catalog.get(id);
    return field !== undefined && (of === 'contact' || field.entity === 'company');
  });
}

export const maxSorts = 3;
export const maxGroups = 2;

/**
 * A click on a header: ascending, descending, not at all. `additive` (Shift) keeps the other sorts, of which there are
 * at most three; one more takes the place of the last.
 */
export function nextSort(sort: readonly Sort[], field: FieldId, additive: boolean): readonly Sort[] {
  const index = sort.findIndex((each) => each.field === field);
  const present = sort[index];
  const next: Sort | undefined =
    present === undefined
      ? { field, direction: 'ascending' }
      : present.direction === 'ascending'
        ? { field, direction: 'descending' }
        : undefined;
  if (!additive) return next ? [next] : [];
  if (!present) return [...sort.slice(0, maxSorts - 1), next!];
  return sort.flatMap((each, at) => (at === index ? (next ?? []) : each));
}

/** Groups by one more field, of which there are at most two, or no longer by this one. */
export function toggleGroup(groupBy: readonly FieldId[], field: FieldId): readonly FieldId[] {
  if (groupBy.includes(field)) return groupBy.filter((each) => each !== field);
  return [...groupBy.slice(0, maxGroups - 1), field];
}

const prefix = 'leadkit.grid.';

/** What was saved under a key. Nothing when storage is denied, or holds something else. */
export function loadLayout(key: string, of: Subject): GridLayout {
  try {
    return parseLayout(JSON.parse(localStorage.getItem(`${prefix}${key}.${of}`) ?? '{}'));
  } catch {
    return {};
  }
}

/** Saves a layout, or does nothing where storage is denied or full. */
export function saveLayout(key: string, of: Subject, layout: GridLayout): void {
  try {
    localStorage.setItem(`${prefix}${key}.${of}`, JSON.stringify(layout));
  } catch {
    // The layout holds for as long as the page is open.
  }
}

/** Storage is shared with the rest of the page, so nothing in it is trusted. */
export function parseLayout(saved: unknown): GridLayout {
  if (typeof saved !== 'object' || saved === null) return {};
  const { columns, sort, groupBy } = saved as Record<string, unknown>;
  const ids = (value: unknown) => (Array.isArray(value) ? value.filter(isId) : undefined);
  const sorts = Array.isArray(sort) ? sort.filter(isSort) : undefined;
  return {
    ...(columns ? { columns: ids(columns) } : {}),
    ...(sorts
      ? { sort: sorts.slice(0, maxSorts).map(({ field, direction }) => ({ field, direction })) }
      : {}),
    ...(groupBy ? { groupBy: ids(groupBy)?.slice(0, maxGroups) } : {}),
  };
}

const isId = (value: unknown): value is FieldId => typeof value === 'string';

function isSort(value: unknown): value is Sort {
  const { field, direction } = (value ?? {}) as Partial<Sort>;
  return isId(field) && (direction === 'ascending' || direction === 'descending');
}
