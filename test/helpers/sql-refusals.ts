import { parse } from 'libpg-query';

/** What a database refuses of PostgreSQL's SQL, by its documentation. */
export interface Dialect {
  /** Names of functions that statements may call; without: any but those of `refusedFunctions`. */
  readonly functions?: ReadonlySet<string>;
  readonly refusedFunctions?: ReadonlySet<string>;
  /** Parts of statements (nodes of PostgreSQL's parser) that it refuses, and why. Undefined: it takes this one. */
  readonly refuses: Readonly<Record<string, (part: Part) => string | undefined>>;
}

type Part = Readonly<Record<string, unknown>>;

const always = (why: string) => () => why;

/**
 * https://github.com/cockroachdb/cockroach, docs/generated/sql/functions.md and aggregates.md, those that we use.
 * `normalize` is not there.
 */
const cockroachFunctions = [
  ...['array_position', 'clock_timestamp', 'count', 'jsonb_populate_recordset', 'jsonb_typeof', 'max', 'now'],
  ...['extract', 'string_agg', 'to_json', 'unnest'],
];

/** As of 22.2, which takes `collate "C"` in expressions (cockroachdb/cockroach#96828). */
export const cockroachDialect: Dialect = {
  functions: new Set(cockroachFunctions),
  refuses: {
    ...{ ListenStmt: always('no LISTEN'), NotifyStmt: always('no NOTIFY') },
    DefineStmt: always('collations can’t be made'),
    CreateExtensionStmt: always('no extensions'),
    ColumnDef: ({ collClause }) => (collClause ? 'a column takes languages only' : undefined),
    CollateClause: ({ collname }) =>
      (collname as unknown[]).length > 1 ? 'collations are in no schema' : undefined,
    // cockroachdb/cockroach#83255, until 24.1
    SelectStmt: ({ op, targetList, valuesLists }) =>
      op === 'SETOP_NONE' && !targetList && !valuesLists ? 'nothing is selected' : undefined,
    IndexStmt: (part) => wideGin(part) ?? collatedIndex(part),
  },
};

/** As of 2.20 (PostgreSQL 11): https://docs.yugabyte.com, collations, GIN indexes, and yugabyte-db#26034, #26035. */
export const yugabyteDialect: Dialect = {
  refusedFunctions: new Set([
    ...['normalize', 'pg_notify', 'pg_current_xact_id', 'pg_current_snapshot', 'pg_snapshot_xmin'],
    ...['pg_advisory_xact_lock', 'pg_advisory_xact_lock_shared'],
  ]),
  refuses: {
    ...{ ListenStmt: always('no LISTEN'), NotifyStmt: always('no NOTIFY') },
    DefineStmt: always('`deterministic` is not known'),
    IndexStmt: ({ accessMethod }) =>
      accessMethod === 'gin' ? 'one scan key, one required entry' : undefined,
  },
};

/** Each node numbers transactions for itself; rows are locked on one shard (citusdata/citus#4647). */
export function citusDialect(shard: 'tenant' | 'home'): Dialect {
  // By company, all but two tables are still distributed by tenant; `meta` is on every node.
  const keyOf = (table: unknown) => {
    if (shard === 'home') return table === 'company' ? 'id' : table === 'contact' ? 'home' : undefined;
    return table === 'meta' ? undefined : 'tenant';
  };
  const where = ({ whereClause }: Part, table: unknown) => {
    const key = keyOf(table);
    return key === undefined || conditionsOf(whereClause).some((each) => isEquality(each, key))
      ? undefined
      : `does not say which ${shard}`;
  };
  const tableOf = (relation: unknown) => (relation as Part | undefined)?.relname;
  return {
    refusedFunctions: new Set(['pg_current_xact_id', 'pg_current_snapshot', 'pg_snapshot_xmin']),
    refuses: {
      UpdateStmt: (part) => where(part, tableOf(part.relation)),
      // What is old goes from all shards at once.
      DeleteStmt: (part) =>
        ['answer', 'change'].includes(String(tableOf(part.relation)))
          ? undefined
          : where(part, tableOf(part.relation)),
      SelectStmt: (part) => {
        const [from] = (part.fromClause ?? []) as readonly { readonly RangeVar?: Part }[];
        const table = tableOf(from?.RangeVar);
        return part.lockingClause ? where(part, table) : undefined;
      },
    },
  };
}

/** Of statements, those that a database refuses, with the reason. */
export async function refusedBy(
  { functions, refusedFunctions, refuses }: Dialect,
  statements: Iterable<string>,
): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const statement of statements) {
    const visit = (value: unknown): void => {
      if (Array.isArray(value)) return value.forEach(visit);
      if (typeof value !== 'object' || value === null) return;
      for (const [type, part] of Object.entries(value)) {
        const why = typeof part === 'object' && part !== null ? refuses[type]?.(part as Part) : undefined;
        if (why) refused.push(`${why}: ${statement}`);
        if (type === 'FuncCall') {
          const name = nameOf((part as Part).funcname);
          if (refusedFunctions?.has(name) || (functions && !functions.has(name)))
            refused.push(`no function ${name}: ${statement}`);
        }
        visit(part);
      }
    };
    visit(await parse(statement));
  }
  return refused;
}

function nameOf(names: unknown): string {
  const last = (names as readonly { readonly String: { readonly sval: string } }[]).at(-1);
  return last?.String.sval ?? '';
}

function wideGin({ accessMethod, indexParams }: Part): string | undefined {
  return accessMethod === 'gin' && (indexParams as unknown[]).length > 1
    ? 'GIN of several columns'
    : undefined;
}

function collatedIndex({ indexParams }: Part): string | undefined {
  const elements = indexParams as readonly { readonly IndexElem: Part }[];
  return elements.some(({ IndexElem }) => IndexElem.collation) ? 'only expressions are collated' : undefined;
}

type Node = Readonly<Record<string, Part>>;

/** What has to hold together. */
function conditionsOf(node: unknown): readonly Node[] {
  if (!node) return [];
  const { BoolExpr } = node as Node;
  return BoolExpr?.boolop === 'AND_EXPR'
    ? (BoolExpr.args as readonly Node[]).flatMap(conditionsOf)
    : [node as Node];
}

/** `column = $1`, and not one of many. */
function isEquality({ A_Expr: compared }: Node, key: string): boolean {
  if (compared?.kind !== 'AEXPR_OP' || nameOf(compared.name) !== '=') return false;
  const { ColumnRef: column } = compared.lexpr as Node;
  const { TypeCast: cast, ParamRef: parameter } = compared.rexpr as Node;
  const isParameter = parameter ?? (cast?.arg as Node | undefined)?.ParamRef;
  return !!column && nameOf(column.fields) === key && !!isParameter;
}
