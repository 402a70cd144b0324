import { isOperator } from '../criteria/operators.js';
import { entityNames } from '../model/records.js';
import type { Capabilities, FieldCapabilities, QueryCapabilities } from './capabilities.js';
import { AdapterError, type CallOptions, type LeadAdapter } from './port.js';

/** What an adapter declares, asked for and parsed. Rejects with an `AdapterError` that names what is wrong. */
export async function resolveCapabilities(adapter: LeadAdapter, options: CallOptions): Promise<Capabilities> {
  const { capabilities } = adapter;
  const given: unknown =
    typeof capabilities === 'function' ? await capabilities.call(adapter, options) : capabilities;
  const faults: CapabilityFault[] = [];
  const parsed = parseCapabilities(given, faults);
  faults.push(...missingMethods(parsed, adapter));
  const [first] = faults;
  if (!first) return parsed;
  throw new AdapterError(
    'invalid',
    `The adapter's capabilities are not valid: "${first.path || '/'}" ${first.message}.`,
    { details: faults },
  );
}

/** Where in the capabilities, as a JSON pointer, and what is wrong there. */
export interface CapabilityFault {
  readonly path: string;
  readonly message: string;
}

/**
 * A fresh object with nothing in it but what `capabilities.ts` names; what that does not name is ignored, so that a
 * backend may say more than this version understands. Parts that are wrong are added to `faults`.
 */
export function parseCapabilities(input: unknown, faults: CapabilityFault[]): Capabilities {
  const reader = new Reader(faults);
  const given = reader.object(input, '');
  const { query, save, watch, preferences } = given;
  const asked = query === undefined ? undefined : reader.object(query, '/query');
  const changed = save === undefined ? undefined : reader.object(save, '/save');
  if (asked?.['company'] !== undefined && asked['contact'] === undefined)
    reader.fault(
      '/query/company',
      'needs "/query/contact" as well: contacts that are all here need their companies',
    );
  return {
    ...(asked
      ? {
          query: Object.fromEntries(
            (['contact', 'company'] as const).flatMap((of) =>
              asked[of] === undefined ? [] : [[of, queryOf(reader, asked[of], `/query/${of}`)]],
            ),
          ),
        }
      : {}),
    ...(changed
      ? {
          save: Object.fromEntries(
            entityNames.flatMap((entity) =>
              changed[entity] === undefined
                ? []
                : [
                    [
                      entity,
                      reader.words(changed[entity], `/save/${entity}`, [
                        'create',
                        'update',
                        'delete',
                      ] as const),
                    ],
                  ],
            ),
          ),
        }
      : {}),
    ...(watch === undefined ? {} : { watch: reader.yesNo(watch, '/watch') }),
    ...(preferences === undefined ? {} : { preferences: reader.yesNo(preferences, '/preferences') }),
  };
}

function queryOf(reader: Reader, input: unknown, path: string): QueryCapabilities {
  const given = reader.object(input, path);
  const fields = reader.object(given['fields'], `${path}/fields`);
  return {
    fields: Object.fromEntries(
      Object.entries(fields).map(([id, field]) => [id, fieldOf(reader, field, `${path}/fields/${id}`)]),
    ),
    match: reader.words(given['match'], `${path}/match`, ['all', 'any', 'none'] as const),
    depth: reader.count(given['depth'], `${path}/depth`, 1),
    sortFields: reader.count(given['sortFields'], `${path}/sortFields`, 0),
    groupFields: reader.count(given['groupFields'], `${path}/groupFields`, 0, 2) as 0 | 1 | 2,
    count: reader.yesNo(given['count'], `${path}/count`),
    pageSize: reader.count(given['pageSize'], `${path}/pageSize`, 1),
    ...(given['offset'] === undefined ? {} : { offset: reader.yesNo(given['offset'], `${path}/offset`) }),
  };
}

function fieldOf(reader: Reader, input: unknown, path: string): FieldCapabilities {
  const { operators, sort, group } = reader.object(input, path);
  return {
    operators: reader.list(operators, `${path}/operators`).filter((operator, index) => {
      if (isOperator(operator)) return true;
      reader.fault(`${path}/operators/${index}`, 'is no operator');
      return false;
    }) as FieldCapabilities['operators'],
    ...(sort === undefined ? {} : { sort: reader.yesNo(sort, `${path}/sort`) }),
    ...(group === undefined ? {} : { group: reader.yesNo(group, `${path}/group`) }),
  };
}

/** What is declared, but not there to be called. */
function missingMethods({ query }: Capabilities, adapter: LeadAdapter): readonly CapabilityFault[] {
  return Object.entries(query ?? {}).flatMap(([of, can]) => {
    const needs = [
      ['query', `/query/${of}`, true],
      ['get', `/query/${of}`, true],
      ['count', `/query/${of}/count`, can.count],
      ['groups', `/query/${of}/groupFields`, can.groupFields > 0],
    ] as const;
    return needs.flatMap(([method, path, isNeeded]) =>
      isNeeded && typeof adapter[method] !== 'function'
        ? [{ path, message: `needs the method ${method}()` }]
        : [],
    );
  });
}

class Reader {
  readonly #faults: CapabilityFault[];

  constructor(faults: CapabilityFault[]) {
    this.#faults = faults;
  }

  fault(path: string, message: string): void {
    this.#faults.push({ path, message });
  }

  /** Its own keys, with no prototype to lend others. */
  object(value: unknown, path: string): Readonly<Record<string, unknown>> {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject) this.fault(path, 'must be an object');
    return Object.assign(Object.create(null) as Record<string, unknown>, isObject ? value : {});
  }

  list(value: unknown, path: string): readonly unknown[] {
    if (Array.isArray(value)) return value as readonly unknown[];
    this.fault(path, 'must be a list');
    return [];
  }

  words<Word extends string>(value: unknown, path: string, known: readonly Word[]): readonly Word[] {
    return this.list(value, path).filter((word, index): word is Word => {
      const isKnown = (known as readonly unknown[]).includes(word);
      if (!isKnown) this.fault(`${path}/${index}`, `must be one of ${known.join(', ')}`);
      return isKnown;
    });
  }

  count(value: unknown, path: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
    if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most)
      return value as number;
    this.fault(
      path,
      `must be a whole number from ${least}${most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`}`,
    );
    return least;
  }

  yesNo(value: unknown, path: string): boolean {
    if (typeof value !== 'boolean') this.fault(path, 'must be true or false');
    return value === true;
  }
}
