import type { Change } from '../../model/changes.js';
import { isObject } from '../../model/parse-values.js';
import type { EntityName, RecordRef } from '../../model/records.js';
import type { Group, Total } from '../../query/types.js';
import type {
  CallOptions,
  Capabilities,
  CountQuery,
  GroupQuery,
  LeadAdapter,
  Page,
  PageQuery,
  Preferences,
  ReadOptions,
  Rows,
  SaveOptions,
  SaveOutcome,
} from '../../store/port.js';
import { orCancelled } from '../rest/waiting.js';
import { asRows, rowsOf } from '../rows.js';
import { tableOf, tablesOf, type Tables } from './columns.js';
import { rowOf, selectOf, type Row } from './entities.js';
import { standardService, type ODataAdapterOptions } from './options.js';
import { preferencesOf } from './preferences.js';
import type { Questions } from './questions.js';
import { saveChanges } from './saving.js';
import { ServiceClient } from './service-client.js';

/**
 * Connects to a service that speaks OData 4.01 (4.0 with `service.in: false`), whose names a mapping translates. What it
 * can do besides reading and saving, `service` says. Every call rejects with an `AdapterError`; a mapping that can't be
 * right throws a `TypeError` at once.
 *
 * @example
 * const store = new LeadStore({ adapter: createODataAdapter({ url: '/odata', mapping, service: { batch: true } }) });
 */
export function createODataAdapter(options: ODataAdapterOptions): LeadAdapter {
  return new ODataAdapter(options);
}

class ODataAdapter implements LeadAdapter {
  readonly name: string;
  readonly preferences?: Preferences;
  readonly #options: ODataAdapterOptions;
  readonly #tables: Tables;
  readonly #client: ServiceClient;
  readonly #way = remembered(() => this.#findWay());
  readonly #settings = remembered(() => this.#list('settings'));
  readonly #categories = remembered(() => this.#list('category'));
  readonly #questions = remembered(() => this.#prepare());

  constructor(options: ODataAdapterOptions) {
    this.name = options.name ?? 'OData';
    this.#options = options;
    this.#tables = tablesOf(options.mapping);
    this.#client = new ServiceClient(options);
    const { preference } = this.#tables;
    if (preference) this.preferences = preferencesOf(this.#client, preference);
  }

  async capabilities({ signal }: CallOptions): Promise<Capabilities> {
    const { service, tables } = await this.#way.get(signal);
    const all = [tables.contact, tables.company, ...tables.lists.values()];
    return {
      save: Object.fromEntries(all.map(({ entity, changes }) => [entity, changes])),
      watch: false,
      preferences: this.preferences !== undefined,
      ...(service.questions && {
        query: (await this.#questions.get(signal)).places.capabilities(this.#options.pageSize ?? 500),
      }),
    };
  }

  async *read({ entities, signal }: ReadOptions): AsyncGenerator<Rows> {
    await orCancelled(Promise.resolve(), signal);
    const { constants, lists } = this.#tables;
    this.#forgetLists(); // they may be others now
    yield constants;
    for (const entity of [...lists.keys(), 'company', 'contact'] as const) {
      if (!entities.includes(entity)) continue;
      const list = { settings: this.#settings, category: this.#categories }[entity as 'category'];
      if (list) yield asRows(entity, await list.get(signal));
      else for await (const rows of this.#rows(entity, signal)) yield asRows(entity, rows);
    }
  }

  async save(changes: readonly Change[], { signal }: SaveOptions): Promise<readonly SaveOutcome[]> {
    const { tables, batch } = await this.#way.get(signal);
    try {
      return await saveChanges(this.#client, tables, changes, batch, signal);
    } finally {
      if (changes.some(({ entity }) => this.#tables.lists.has(entity))) this.#forgetLists();
    }
  }

  async query(query: PageQuery, { signal }: CallOptions): Promise<Page> {
    return (await this.#questions.get(signal)).page(query, signal);
  }

  async count(query: CountQuery, { signal }: CallOptions): Promise<Total> {
    return (await this.#questions.get(signal)).count(query, signal);
  }

  async groups(query: GroupQuery, { signal }: CallOptions): Promise<readonly Group[]> {
    return (await this.#questions.get(signal)).groups(query, signal);
  }

  async get(refs: readonly RecordRef[], { signal }: CallOptions): Promise<Rows> {
    return (await this.#questions.get(signal)).get(refs, signal);
  }

  async *#rows(entity: EntityName, signal: AbortSignal): AsyncGenerator<readonly Row[]> {
    const table = tableOf(this.#tables, entity)!;
    const options = { select: selectOf(table) };
    for await (const entities of this.#client.all(table.set, options, signal))
      yield entities.map((each) => rowOf(each, table));
  }

  /** All rows of a list, or those that the host gave. Questions need to know which fields and categories there are. */
  async #list(entity: EntityName): Promise<readonly Row[]> {
    const { constants, lists } = this.#tables;
    const all: unknown[] = [...rowsOf(constants, entity)];
    if (lists.has(entity)) for await (const rows of this.#rows(entity, nobodyStops)) all.push(...rows);
    return all.filter(isObject);
  }

  /** How the service wants to be talked to. What that takes is loaded here: later there may be no connection. */
  async #findWay() {
    const described = { service: { ...standardService, ...this.#options.service }, tables: this.#tables };
    const { service, tables } = this.#options.metadata
      ? await (await import('./metadata.js')).fromMetadata(this.#client, described, nobodyStops)
      : described;
    return { service, tables, batch: service.batch ? (await import('./batch.js')).sendBatch : undefined };
  }

  async #prepare(): Promise<Questions> {
    const [{ Questions }, { service, tables }, [settings], categories] = await Promise.all([
      import('./questions.js'), // a service that is only read and saved to does without
      this.#way.get(nobodyStops),
      this.#settings.get(nobodyStops),
      this.#categories.get(nobodyStops),
    ]);
    return new Questions({ client: this.#client, tables, service }, { settings, categories });
  }

  #forgetLists(): void {
    for (const each of [this.#settings, this.#categories, this.#questions]) each.forget();
  }
}

/** What several calls wait for together stops when its time is over, not when one of them does. */
const nobodyStops = new AbortController().signal;

/** Asks once; again after a failure, and when it is to be forgotten. */
function remembered<Value>(ask: () => Promise<Value>) {
  let asked: Promise<Value> | undefined;
  const forget = () => void (asked = undefined);
  const get = (signal: AbortSignal) => {
    const own = (asked ??= ask());
    own.catch(() => asked === own && forget());
    return orCancelled(own, signal);
  };
  return { get, forget };
}
