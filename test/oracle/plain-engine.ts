import { compileCriteria } from '../../src/criteria/evaluate.js';
import { linesOf, simplifyCriteria } from '../../src/criteria/simplify.js';
import { everything } from '../../src/criteria/types.js';
import { createFieldCatalog, readField, type FieldCatalog, type FieldId } from '../../src/model/fields.js';
import type { Company, Contact, HostField, Setup, Value } from '../../src/model/records.js';
import { candidates } from './candidates.js';
import { GroupCounter } from './counter.js';
import { figureOf } from './figures.js';
import { compareKeys, orderOf, type SortKey } from '../../src/query/order.js';
import { parseQuestion } from '../../src/query/parse-question.js';
import { selectWindow, type CompareIndices } from './select-window.js';
import type {
  Answer,
  QueryEngine,
  Question,
  RecordSource,
  Row,
  Sort,
  Surroundings,
} from '../../src/query/types.js';

/**
 * Answers questions by walking over the records of `source`, as plainly as possible: what the engine has to answer, too.
 * Keeps nothing between questions but the catalog of fields, so it can't be stale.
 */
export function createPlainEngine(source: RecordSource): QueryEngine {
  return new PlainEngine(source);
}

type Subject = Contact | Company;
type ReadValue = (record: Subject) => Value;

class PlainEngine implements QueryEngine {
  readonly #source: RecordSource;
  #catalog: { readonly of: readonly HostField[]; readonly fields: FieldCatalog } | undefined;

  constructor(source: RecordSource) {
    this.#source = source;
  }

  answer(input: Question, surroundings: Surroundings): Answer {
    const { setup } = this.#source;
    const catalog = this.#catalogOf(setup);
    const question = parseQuestion(input, catalog);
    const reader = (field: FieldId) => this.#reader(field, catalog, setup);

    const records = this.#matching(question, catalog, setup, surroundings);
    const { aggregates } = question;
    const figures =
      aggregates &&
      ((of: readonly Subject[]) =>
        aggregates.map(({ field, of: figure }) =>
          figureOf(figure, fieldOf(field, catalog), of.map(reader(field))),
        ));
    const counter = new GroupCounter<Subject>(
      (question.groupBy ?? []).map((id) => ({
        read: reader(id),
        order: order(id, catalog, setup, surroundings),
      })),
      figures,
    );
    if (question.groupBy) for (const record of records) counter.add(record);

    return {
      phase: 'ready',
      rows: this.#rows(question, records, reader, (id) => order(id, catalog, setup, surroundings)),
      offset: question.window?.offset ?? 0,
      total: { exact: records.length },
      groups: counter.groups(),
      ...(figures && { aggregates: figures(records) }),
    };
  }

  #matching(
    question: Question,
    catalog: FieldCatalog,
    setup: Setup,
    { now, timeZone }: Surroundings,
  ): readonly Subject[] {
    const criteria = simplifyCriteria(question.criteria ?? everything, catalog);
    const test = compileCriteria(criteria, { catalog, setup, now: now(), timeZone });
    const asksCompany = [...linesOf(criteria)].some(
      ({ field }) => fieldOf(field, catalog).entity === 'company',
    );
    const matching: Subject[] = [];
    for (const record of candidates(question.of, criteria, this.#source)) {
      if (test(record, asksCompany ? this.#companyOf(record) : undefined)) matching.push(record);
    }
    return matching;
  }

  #companyOf(record: Subject): Company | undefined {
    return 'firstName' in record && record.companyId !== null
      ? this.#source.company(record.companyId)
      : undefined;
  }

  #reader(id: FieldId, catalog: FieldCatalog, setup: Setup): ReadValue {
    const field = fieldOf(id, catalog);
    if (field.entity === 'contact') return (record) => readField(field, record, undefined, setup);
    return (record) => readField(field, record, this.#companyOf(record), setup);
  }

  #rows(
    { window, sort = [], fields }: Question,
    records: readonly Subject[],
    reader: (field: FieldId) => ReadValue,
    order: (field: FieldId) => ReturnType<typeof orderOf>,
  ): readonly Row[] {
    if (!window) return [];
    const compare = inOrder(
      records,
      sort.map((each) => levelOf(each, records, reader(each.field), order(each.field))),
    );
    const wanted = fields.map((field) => [field, reader(field)] as const);
    return selectWindow(records.length, compare, window).map((index) =>
      project(records[index] as Subject, wanted),
    );
  }

  #catalogOf({ settings }: Setup): FieldCatalog {
    if (this.#catalog?.of !== settings.fields) {
      this.#catalog = { of: settings.fields, fields: createFieldCatalog(settings.fields) };
    }
    return this.#catalog.fields;
  }
}

const order = (id: FieldId, catalog: FieldCatalog, setup: Setup, { language }: Surroundings) =>
  orderOf(fieldOf(id, catalog), setup, language);

function fieldOf(id: FieldId, catalog: FieldCatalog) {
  const field = catalog.get(id);
  if (!field) throw new Error(`There is no field "${id}", although the question was parsed.`);
  return field;
}

function project(record: Subject, wanted: readonly (readonly [FieldId, ReadValue])[]): Row {
  const values: Record<FieldId, Value> = {};
  for (const [field, read] of wanted) values[field] = read(record);
  return { id: record.id, values };
}

interface SortLevel {
  /** By index of the record. */
  readonly keys: readonly (SortKey | null)[];
  readonly compare: (a: SortKey, b: SortKey) => number;
}

function levelOf(
  { direction }: Sort,
  records: readonly Subject[],
  read: ReadValue,
  order: ReturnType<typeof orderOf>,
): SortLevel {
  const { compare } = order;
  return {
    keys: records.map((record) => order.key(read(record))),
    compare: direction === 'ascending' ? compare : (a, b) => compare(b, a),
  };
}

/** No value comes last in either direction; ties keep the order of the ids. */
function inOrder(records: readonly Subject[], levels: readonly SortLevel[]): CompareIndices {
  const idOf = (index: number) => records[index]?.id ?? '';
  return (a, b) => {
    for (const { keys, compare } of levels) {
      const first = keys[a] ?? null;
      const second = keys[b] ?? null;
      if (first === null || second === null) {
        if (first !== second) return first === null ? 1 : -1;
        continue;
      }
      const difference = compare(first, second);
      if (difference !== 0) return difference;
    }
    return compareKeys(idOf(a), idOf(b));
  };
}
