import { compileCriteria, type RecordTest } from '../../criteria/evaluate.js';
import { linesOf } from '../../criteria/simplify.js';
import type { Criteria } from '../../criteria/types.js';
import { readField, type Field, type FieldCatalog, type FieldId, type Subject } from '../../model/fields.js';
import type { Company, Contact, Id, Setup, Value } from '../../model/records.js';
import { compareKeys, orderOf, type ValueOrder } from '../../query/order.js';
import type { Group, Row, Sort } from '../../query/types.js';

export interface Judged {
  readonly of: Subject;
  readonly criteria: Criteria;
  readonly sort: readonly Sort[];
  readonly groupBy: readonly FieldId[];
}

/** A record with its company; a company has none, and a contact whose company is not here has undefined. */
export interface Known {
  readonly record: Contact | Company;
  readonly company: Company | undefined;
}

interface Level {
  readonly field: Field;
  readonly order: ValueOrder;
}

/** Judges single records here as the backend does many there: whether they are in an answer, where, and in which group. */
export class Judge {
  /** Whether companies of contacts have a say. */
  readonly needsCompany: boolean;
  readonly #setup: Setup;
  readonly #test: RecordTest;
  readonly #sort: readonly (Level & Pick<Sort, 'direction'>)[];
  readonly #groups: readonly Level[];

  constructor(
    { of, criteria, sort, groupBy }: Judged,
    catalog: FieldCatalog,
    setup: Setup,
    language: string,
    timeZone: string,
  ) {
    const level = (id: FieldId): Level => {
      const field = catalog.get(id)!;
      return { field, order: orderOf(field, setup, language) };
    };
    this.#setup = setup;
    // The criteria name days, not today.
    this.#test = compileCriteria(criteria, { catalog, setup, now: new Date(0), timeZone });
    this.#sort = sort.map(({ field, direction }) => ({ ...level(field), direction }));
    this.#groups = groupBy.map(level);
    const asked = [...linesOf(criteria)].map(({ field }) => catalog.get(field)!);
    const fields = [
      ...asked,
      ...this.#sort.map((each) => each.field),
      ...this.#groups.map((each) => each.field),
    ];
    this.needsCompany = of === 'contact' && fields.some(({ entity }) => entity === 'company');
  }

  /** Whether a record is in the answer. Undefined: that can't be told, for its company is not here. */
  meets(known: Known | undefined): boolean | undefined {
    if (!known) return false;
    if (this.needsCompany && this.#lacksCompany(known)) return undefined;
    return this.#test(known.record, known.company);
  }

  /** No value comes last in either direction; ties keep the order of the ids. */
  isBefore(a: Known, b: Known): boolean {
    for (const { field, order, direction } of this.#sort) {
      const [first, second] = [a, b].map((known) => order.key(this.#read(field, known)));
      if (first == null || second == null) {
        if (first !== second) return second == null;
        continue;
      }
      const difference = order.compare(first, second);
      if (difference !== 0) return direction === 'ascending' ? difference < 0 : difference > 0;
    }
    return compareKeys(a.record.id, b.record.id) < 0;
  }

  /** The groups that a record stands in, the outer one first. */
  groupsOf(known: Known): readonly Value[] {
    return this.#groups.map(({ field, order }) => {
      const value = this.#read(field, known);
      return order.key(value) === null ? null : value;
    });
  }

  /** Groups in the order of their fields, as an answer from memory has them. */
  inOrder(groups: readonly Group[], level = 0): readonly Group[] {
    const { order } = this.#groups[level]!;
    const compare = (a: Value, b: Value): number => {
      const [first, second] = [order.key(a), order.key(b)];
      if (first === null || second === null) return Number(first === null) - Number(second === null);
      return order.compare(first, second) || compareKeys(String(a), String(b));
    };
    return groups
      .filter(({ count }) => count > 0)
      .map((group) => (group.groups ? { ...group, groups: this.inOrder(group.groups, level + 1) } : group))
      .sort((a, b) => compare(a.value, b.value));
  }

  #read(field: Field, { record, company }: Known): Value {
    return readField(field, record, company, this.#setup);
  }

  #lacksCompany({ record, company }: Known): boolean {
    return 'companyId' in record && record.companyId !== null && !company;
  }
}

/** Counts with so many more (or less) of one group; a group that there was none of appears. */
export function counted(groups: readonly Group[], path: readonly Value[], more: number): readonly Group[] {
  const [value = null, ...inner] = path;
  const known = groups.find((group) => group.value === value);
  const group = known ?? { value, count: 0, ...(inner.length > 0 ? { groups: [] } : {}) };
  const next: Group = {
    ...group,
    count: Math.max(0, group.count + more),
    ...(group.groups && inner.length > 0 ? { groups: counted(group.groups, inner, more) } : {}),
  };
  return known ? groups.map((each) => (each === known ? next : each)) : [...groups, next];
}

/** A record as a row that carries these fields. */
export function rowOf({ record, company }: Known, id: Id, fields: readonly Field[], setup: Setup): Row {
  const values: Record<FieldId, Value> = {};
  for (const field of fields) values[field.id] = readField(field, record, company, setup);
  return { id, values };
}
