import { isObject } from '../../model/parse-values.js';
import { answerFault } from '../http/reading.js';

/** What an archive says of one of its columns. */
export interface Column {
  readonly name: string;
  readonly canOrderBy: boolean;
  /** The restriction type, which decides the operators; empty where the column can't be filtered by. */
  readonly type: string;
}

export type Columns = ReadonlyMap<string, Column>;

/** Reads `Archive/{provider}/$metadata`: an object, by name. */
export function readColumns(body: unknown, what: string): Columns {
  const columns = (isObject(body) ? Object.values(body) : []).filter(isObject).flatMap((info): Column[] => {
    const { Name: name, CanOrderBy, CanRestrictBy, RestrictionType: type } = info;
    if (typeof name !== 'string') return [];
    const canRestrict = CanRestrictBy === true && typeof type === 'string' && !/^none$/i.test(type);
    return [{ name, canOrderBy: CanOrderBy === true, type: canRestrict ? type : '' }];
  });
  if (columns.length === 0) throw answerFault(`${what} described no column.`);
  return new Map(columns.map((column) => [column.name, column]));
}

/** Reads `MDOList/restrictionOperators`: the item's `Type` is the operator. */
export function readOperators(body: unknown): ReadonlySet<string> {
  const items = Array.isArray(body) ? (body as unknown[]).filter(isObject) : [];
  return new Set(items.map(({ Type }) => Type).filter((type) => typeof type === 'string'));
}
