import { isRelative, operatorsFor } from '../../criteria/operators.js';
import type { Field, FieldCatalog, FieldId, Subject } from '../../model/fields.js';
import type { Sort } from '../../query/types.js';
import {
  AdapterError,
  type Capabilities,
  type FieldCapabilities,
  type QueryCapabilities,
} from '../../store/port.js';
import type { Column, Tables } from './columns.js';
import { given, missing, type Place } from './dialect.js';
import type { Service } from './options.js';

/** Where the fields of questions are, and so what can be asked. */
export class Places {
  readonly #tables: Tables;
  readonly #catalog: FieldCatalog;
  readonly #service: Service;

  constructor(tables: Tables, catalog: FieldCatalog, service: Service) {
    this.#tables = tables;
    this.#catalog = catalog;
    this.#service = service;
  }

  /** Seen from an entity of `subject`. Undefined: nothing of the service's stands for the field. */
  of(subject: Subject, id: FieldId): Place | undefined {
    const field = this.#catalog.get(id);
    if (!field || (subject === 'company' && field.entity === 'contact')) return undefined;
    const { company } = this.#tables.contact;
    const isFar = field.entity !== subject;
    if (isFar && company === undefined) return undefined;
    const [column, second] = this.#columnsOf(field);
    if (!column) return undefined;
    const pathOf = ({ name }: Column) => (isFar ? `${company}/${name}` : name);
    return { field, column, paths: second ? [pathOf(column), pathOf(second)] : [pathOf(column)] };
  }

  /** `$orderby`: the wanted order, what has no value last, ties by id. */
  orderBy(subject: Subject, sorts: readonly Sort[]): string {
    const { key } = this.#tables[subject];
    const parts = sorts.flatMap(({ field: id, direction }) => {
      const place = this.of(subject, id);
      if (!place || !this.#sortPath(place))
        throw new AdapterError('invalid', `The backend can't sort by "${id}".`);
      const by = this.#sortPath(place)!;
      const path = direction === 'ascending' ? by : `${by} desc`;
      if (this.#service.emptyLast !== 'expression' || place.column === key) return [path];
      const noPlace = by === place.paths[0] ? [] : [`${by} eq null`];
      return [missing(place), ...noPlace, path];
    });
    const isById = sorts.some(({ field }) => field === `${subject}.id`); // some services refuse a path that comes twice
    return [...parts, ...(isById ? [] : [key.name])].join(',');
  }

  /** The two parts in which a sorted question is asked, where that is how what has no value comes last. */
  partsOf(subject: Subject, [sort]: readonly Sort[]): readonly [given: string, missing: string] | undefined {
    const place = sort && this.#service.emptyLast === 'parts' ? this.of(subject, sort.field) : undefined;
    if (!place || place.column === this.#tables[subject].key) return undefined;
    return [given(place), missing(place)];
  }

  /** What questions about each may hold. */
  capabilities(pageSize: number): Capabilities['query'] {
    return { contact: this.#questions('contact', pageSize), company: this.#questions('company', pageSize) };
  }

  #questions(subject: Subject, pageSize: number): QueryCapabilities {
    const { apply, count, skip, depth, emptyLast } = this.#service;
    const inParts = emptyLast === 'parts';
    return {
      fields: Object.fromEntries(
        this.#catalog
          .for(subject)
          .map(({ id }) => [id, this.#fieldOf(subject, id)] as const)
          .filter(([, can]) => can !== undefined) as [FieldId, FieldCapabilities][],
      ),
      match: ['all', 'any', 'none'],
      depth,
      sortFields: inParts ? 1 : 3,
      groupFields: apply ? 2 : 0,
      count,
      pageSize,
      offset: skip && !inParts,
    };
  }

  #fieldOf(subject: Subject, id: FieldId): FieldCapabilities | undefined {
    const place = this.of(subject, id);
    if (!place) return undefined;
    const { field, column } = place;
    const isFact = facts.includes(id);
    const operators = operatorsFor(field.type).filter(
      (operator) => !isRelative(operator) && (operator !== 'isExactly' || this.#service.case === 'heeded'),
    );
    return {
      operators: column.filter === false ? [] : operators,
      sort: !isFact && this.#sortPath(place) !== undefined,
      // Of a contact without a company one could not tell whether its company has lead status enabled or none.
      group: place.paths.length === 1 && column.group !== false && id !== 'company.leadStatusEnabled',
    };
  }

  #sortPath({ column, paths, field }: Place): string | undefined {
    const { sort = !field.list } = column;
    if (sort === false || paths.length > 1 || this.#service.emptyLast === 'never') return undefined;
    return sort === true ? paths[0] : paths[0].slice(0, -column.name.length) + sort;
  }

  #columnsOf({ id, entity, label }: Field): readonly (Column | undefined)[] {
    const { key, columns, extra } = this.#tables[entity];
    const name = id.slice(entity.length + 1);
    if (label !== undefined) return [extra.get(name)];
    if (name === 'id') return [key];
    if (id === 'contact.name' && !columns.has('name')) {
      const [first, last] = [columns.get('firstName'), columns.get('lastName')];
      return first && last ? [first, last] : [];
    }
    return [columns.get(recordKeys[name] ?? name)];
  }
}

/** What the list of categories says of a company's: asked as `inCategories` has it. */
const facts: readonly FieldId[] = ['company.categoryGroup', 'company.leadStatusEnabled'];

/** Fields that are called otherwise than the property that holds them. */
const recordKeys: Readonly<Record<string, string>> = {
  leadStatus: 'leadStatusId',
  category: 'categoryId',
  categoryGroup: 'categoryId',
  leadStatusEnabled: 'categoryId',
};
