import { at, parseExpression, type Abilities, type Instance, type Scalar } from './expressions.js';
import { compareBy, grouped, parseApply, parseExpand, parseOrder } from './queries.js';
import { SyntaxFault } from './tokens.js';

/** An entity set of the service. */
export interface SetModel {
  readonly key: string;
  /** Single-valued navigation properties: which set, by which own property. */
  readonly navigation?: Readonly<Record<string, { readonly set: string; readonly by: string }>>;
  /** Names and EDM types: for `$metadata`, and so that each entity has them all. */
  readonly properties: Readonly<Record<string, string>>;
}

export interface ServiceOptions {
  /** Where it is, e.g. `https://crm.example/odata/`. */
  readonly base: string;
  readonly sets: Readonly<Record<string, SetModel>>;
  /** Entities on a page; smaller ones when the client prefers that. */
  readonly pageSize?: number;
  /** Whether `Prefer: maxpagesize` is heeded. */
  readonly heedsPageSize?: boolean;
  /** System query options that it refuses. */
  readonly refuses?: readonly string[];
  readonly batch?: boolean;
  /** `$orderby` takes paths and no other expressions. */
  readonly plainOrder?: boolean;
  /** The status of a creation under a key that is taken; 409 without. */
  readonly taken?: number;
  readonly metadata?: 'json' | 'xml';
  /** False: entities have no ETags. */
  readonly etags?: boolean;
  /** False: writes are answered with 204. */
  readonly representation?: boolean;
  readonly abilities?: Partial<Abilities>;
  readonly annotations?: Readonly<Record<string, unknown>>;
}

type Entity = Readonly<Record<string, unknown>>;
interface Stored {
  readonly entity: Entity;
  readonly version: number;
}
type Sets = Map<string, Map<string, Stored>>;

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * An OData 4.01 service over records in memory, as far as adapters use one: by the letter of the standard, and strict
 * about what it does not know. `requests` are those that it got, `METHOD path?query`.
 */
export class FakeService {
  readonly requests: string[] = [];
  readonly #options: ServiceOptions;
  readonly #abilities: Abilities;
  #sets: Sets = new Map();
  #version = 0;

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#abilities = {
      functions: ['contains', 'startswith', 'endswith', 'tolower', 'concat'],
      in: true,
      canonical: true,
      caseless: false,
      ...options.abilities,
    };
    for (const set of Object.keys(options.sets)) this.#sets.set(set, new Map());
  }

  /** Puts entities there, past everything. */
  fill(set: string, entities: readonly Entity[]): void {
    for (const entity of entities) this.#put(this.#sets, set, entity);
  }

  entities(set: string): Entity[] {
    return [...this.#sets.get(set)!.values()].map(({ entity }) => entity);
  }

  readonly fetch = async (input: Request): Promise<Response> => {
    const text = await input.text();
    const url = new URL(input.url);
    this.requests.push(`${input.method} ${decodeURIComponent(url.href.slice(this.#options.base.length))}`);
    const { status, body, headers } = this.#answer({
      method: input.method,
      url,
      headers: input.headers,
      text,
    });
    return new Response(body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body), {
      status,
      headers: {
        'Content-Type':
          typeof body === 'string' ? 'application/xml' : 'application/json;odata.metadata=minimal',
        'OData-Version': '4.01',
        ...headers,
      },
    });
  };

  #answer(asked: Asked): Answer {
    try {
      const path = decodeURIComponent(asked.url.pathname.slice(new URL(this.#options.base).pathname.length));
      if (path === '$batch') return this.#batch(asked);
      if (path === '$metadata') return this.#metadata();
      return this.#carryOut(this.#sets, asked, path);
    } catch (error) {
      return answerTo(error);
    }
  }

  #carryOut(sets: Sets, asked: Asked, path: string): Answer {
    const [, set, key, rest] = /^(\w+)(?:\((.*)\))?(\/\$query)?$/s.exec(path) ?? [];
    const model = set === undefined ? undefined : this.#options.sets[set];
    if (set === undefined || !model) throw new Refusal(404, 'NotFound', `There is no resource "${path}".`);
    if (rest) return this.#list(sets, set, new URLSearchParams(asked.text), asked);
    if (key === undefined) {
      if (asked.method === 'GET') return this.#list(sets, set, asked.url.searchParams, asked);
      if (asked.method === 'POST') return this.#create(sets, set, asked);
      throw new Refusal(405, 'MethodNotAllowed', `${asked.method} is not for collections.`);
    }
    const id = String(parseExpression(key, this.#abilities)({}));
    return this.#single(sets, set, id, asked);
  }

  #single(sets: Sets, set: string, id: string, asked: Asked): Answer {
    const stored = sets.get(set)!.get(id);
    const match = asked.headers.get('If-Match');
    if (!stored) {
      // What is to be there already, is not.
      if (match !== null && match !== '*')
        throw new Refusal(412, 'PreconditionFailed', 'It has been deleted.');
      throw new Refusal(404, 'NotFound', `${set}('${id}') does not exist.`);
    }
    if (asked.method === 'GET')
      return { status: 200, body: this.#shown(set, stored, asked.url.searchParams) };
    if (this.#options.etags !== false && match !== null && match !== '*' && match !== etag(stored))
      throw new Refusal(412, 'PreconditionFailed', 'The entity has been changed.');
    if (asked.method === 'DELETE') {
      sets.get(set)!.delete(id);
      return { status: 204 };
    }
    if (asked.method !== 'PATCH') throw new Refusal(405, 'MethodNotAllowed', asked.method);
    const patch = this.#read(set, asked.text);
    return this.#written(set, this.#put(sets, set, { ...stored.entity, ...patch }), 200, asked);
  }

  #create(sets: Sets, set: string, asked: Asked): Answer {
    const entity = this.#read(set, asked.text);
    const id = String(entity[this.#options.sets[set]!.key]);
    if (sets.get(set)!.has(id))
      throw new Refusal(this.#options.taken ?? 409, 'Duplicate', `${set}('${id}') exists already.`);
    return this.#written(set, this.#put(sets, set, entity), 201, asked);
  }

  #read(set: string, text: string): Entity {
    const entity = JSON.parse(text) as Entity;
    const unknown = Object.keys(entity).find((name) => !(name in this.#options.sets[set]!.properties));
    if (unknown === undefined) return entity;
    const message = `The property '${unknown}' does not exist.`;
    throw Object.assign(new Refusal(400, 'BadRequest', message), { target: unknown });
  }

  #put(sets: Sets, set: string, entity: Entity): Stored {
    const { key, properties } = this.#options.sets[set]!;
    const all = Object.fromEntries(Object.keys(properties).map((name) => [name, entity[name] ?? null]));
    const stored = { entity: all, version: ++this.#version };
    sets.get(set)!.set(`${all[key] as string | number}`, stored);
    return stored;
  }

  #written(set: string, stored: Stored, status: number, { headers, url }: Asked): Answer {
    const tag = this.#options.etags === false ? undefined : { ETag: etag(stored) };
    const wants = headers.get('Prefer')?.includes('return=representation');
    if (!wants || this.#options.representation === false) return { status: 204, headers: tag };
    return { status, headers: tag, body: this.#shown(set, stored, url.searchParams) };
  }

  // Collections

  #list(sets: Sets, set: string, options: URLSearchParams, asked: Asked): Answer {
    for (const name of options.keys())
      if (this.#options.refuses?.includes(name))
        throw new Refusal(501, 'NotImplemented', `The query option '${name}' is not supported.`);
    const instances = [...sets.get(set)!.values()].map((stored) => this.#instance(sets, set, stored));
    if (this.#options.plainOrder && /[ (](eq|or)[ )]/.test(options.get('$orderby') ?? ''))
      throw new Refusal(400, 'BadRequest', '$orderby takes paths.');
    const apply = options.get('$apply');
    if (apply !== null) return this.#applied(instances, apply);
    const filter = options.get('$filter');
    const meets = filter === null ? undefined : parseExpression(filter, this.#abilities);
    const items = parseOrder(
      `${options.get('$orderby') ?? ''}`.concat(
        options.has('$orderby') ? ',' : '',
        this.#options.sets[set]!.key,
      ),
      this.#abilities,
    );
    const found = (meets ? instances.filter((each) => meets(each) === true) : instances)
      .map((instance) => ({ instance, order: items.map(({ value }) => value(instance)) }))
      .sort((a, b) => compareBy(items, a.order, b.order));
    const after = options.get('$skiptoken');
    const from = after === null ? undefined : (JSON.parse(after) as Scalar[]);
    const left = (from ? found.filter(({ order }) => compareBy(items, order, from) > 0) : found).slice(
      Number(options.get('$skip') ?? 0),
      Number(options.get('$skip') ?? 0) + Number(options.get('$top') ?? Infinity),
    );
    const preferred = Number(/maxpagesize=(\d+)/.exec(asked.headers.get('Prefer') ?? '')?.[1] ?? Infinity);
    const { pageSize = Infinity, heedsPageSize = true } = this.#options;
    const size = heedsPageSize ? Math.min(pageSize, preferred) : pageSize;
    const page = left.slice(0, size);
    const last = page.at(-1);
    return {
      status: 200,
      body: {
        '@odata.context': `${this.#options.base}$metadata#${set}`,
        ...(options.get('$count') === 'true' && { '@odata.count': found.length }),
        value: page.map(({ instance }) => this.#shownInstance(set, instance, options)),
        ...(left.length > size && last && { '@odata.nextLink': this.#linkAfter(set, options, last.order) }),
      },
    };
  }

  #linkAfter(set: string, options: URLSearchParams, order: readonly Scalar[]): string {
    const next = new URLSearchParams(options);
    next.delete('$skip');
    next.set('$skiptoken', JSON.stringify(order));
    return `${set}?${next.toString()}`; // relative to the request, as many services have it
  }

  #applied(instances: readonly Instance[], source: string): Answer {
    const { filter, paths, alias } = parseApply(source, this.#abilities);
    const found = filter ? instances.filter((each) => filter(each) === true) : instances;
    return { status: 200, body: { value: grouped(found, paths, alias, at) } };
  }

  /** With what its navigation properties lead to. */
  #instance(sets: Sets, set: string, { entity, version }: Stored): Instance {
    const { navigation = {} } = this.#options.sets[set]!;
    const further = Object.entries(navigation).map(([name, { set: other, by }]) => {
      const key = entity[by] as string | number | null;
      const there = key === null ? undefined : sets.get(other)!.get(String(key));
      return [name, there ? this.#instance(sets, other, there) : null] as const;
    });
    return { ...entity, ...Object.fromEntries(further), [versionOf]: version };
  }

  #shown(set: string, stored: Stored, options: URLSearchParams): Entity {
    return this.#shownInstance(set, this.#instance(this.#sets, set, stored), options);
  }

  #shownInstance(set: string, instance: Instance, options: URLSearchParams): Entity {
    const { properties, navigation = {} } = this.#options.sets[set]!;
    const expands = parseExpand(options.get('$expand') ?? '');
    const one = (of: string, from: Instance, select: readonly string[] | undefined): Entity => {
      const names = select ?? Object.keys(this.#options.sets[of]!.properties);
      const unknown = names.find((name) => !(name in this.#options.sets[of]!.properties));
      if (unknown !== undefined) throw new SyntaxFault(`Could not find a property named '${unknown}'.`);
      const tag =
        this.#options.etags === false
          ? {}
          : { '@odata.etag': etag({ version: from[versionOf as never] as number }) };
      return { ...tag, ...Object.fromEntries(names.map((name) => [name, from[name]])) };
    };
    void properties;
    const further = [...expands].map(([name, select]) => {
      const there = instance[name] as Instance | null;
      if (!navigation[name]) throw new SyntaxFault(`Could not find a navigation property named '${name}'.`);
      return [name, there && one(navigation[name].set, there, select)] as const;
    });
    return { ...one(set, instance, options.get('$select')?.split(',')), ...Object.fromEntries(further) };
  }

  // Batches and metadata

  #batch(asked: Asked): Answer {
    if (!this.#options.batch) throw new Refusal(501, 'NotImplemented', 'There are no batches here.');
    const { requests } = JSON.parse(asked.text) as {
      requests: {
        id: string;
        method: string;
        url: string;
        headers?: Record<string, string>;
        body?: unknown;
      }[];
    };
    const before = this.#sets;
    this.#sets = new Map([...before].map(([name, entities]) => [name, new Map(entities)]));
    let failed = false;
    const responses = requests.map(({ id, method, url, headers = {}, body }) => {
      if (failed) return { id, status: 424 };
      if (Object.keys(headers).some((name) => name !== name.toLowerCase()))
        throw new Refusal(400, 'BadRequest', 'Names of headers must be lower-case.');
      const address = new URL(url, this.#options.base);
      const answer = this.#answer({
        method,
        url: address,
        headers: new Headers(headers),
        text: JSON.stringify(body),
      });
      failed = answer.status >= 300;
      return {
        id,
        status: answer.status,
        headers: Object.fromEntries(
          Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
        ),
        body: answer.body,
      };
    });
    if (!failed) return { status: 200, body: { responses } };
    this.#sets = before;
    return {
      status: 200,
      body: { responses: responses.map((each) => (each.status < 300 ? { id: each.id, status: 424 } : each)) },
    };
  }

  #metadata(): Answer {
    if (this.#options.metadata !== 'json') return { status: 200, body: '<edmx:Edmx Version="4.01"/>' };
    const types = Object.entries(this.#options.sets).map(([set, { key, properties, navigation = {} }]) => [
      `${set}Type`,
      {
        $Kind: 'EntityType',
        $Key: [key],
        ...Object.fromEntries(Object.entries(properties).map(([name, type]) => [name, { $Type: type }])),
        ...Object.fromEntries(
          Object.entries(navigation).map(([name, { set: other }]) => [
            name,
            { $Kind: 'NavigationProperty', $Type: `self.${other}Type` },
          ]),
        ),
      },
    ]);
    const sets = Object.keys(this.#options.sets).map((set) => [
      set,
      { $Collection: true, $Type: `self.${set}Type` },
    ]);
    return {
      status: 200,
      body: {
        $Version: '4.01',
        $EntityContainer: 'crm.Container',
        crm: {
          $Alias: 'self',
          ...Object.fromEntries(types),
          Container: { $Kind: 'EntityContainer', ...Object.fromEntries(sets), ...this.#options.annotations },
        },
      },
    };
  }
}

const versionOf = Symbol('version') as unknown as string;

function etag({ version }: { readonly version: number }): string {
  return `W/"${version}"`;
}

function answerTo(error: unknown): Answer {
  if (error instanceof Refusal) {
    const { status, code, message, target } = error as Refusal & { target?: string };
    const details = target === undefined ? {} : { details: [{ code, target, message }] };
    return { status, body: { error: { code, message, ...details } } };
  }
  if (error instanceof SyntaxFault)
    return { status: 400, body: { error: { code: 'BadRequest', message: error.message } } };
  throw error;
}
