import type { Change } from '../../../../src/model/changes.js';
import type {
  LeadAdapter,
  PageQuery,
  RemoteEvent,
  Rows,
  SaveOptions,
  SaveOutcome,
} from '../../../../src/store/port.js';

// Good adapters, each spoilt in one way that really happens. The kit must notice, and by the check one would expect.

export interface Mutant {
  readonly name: string;
  /** The check that must fail. Others may fail as well. */
  readonly caughtBy: string;
  readonly spoil: (good: LeadAdapter) => Partial<LeadAdapter>;
}

/** The good adapter with some of its methods replaced. */
export function spoilt(good: LeadAdapter, spoil: Mutant['spoil']): LeadAdapter {
  const methods = spoil(good);
  return new Proxy(good, {
    get: (target, name) => {
      const value = (Object.hasOwn(methods, name) ? methods : target)[name as keyof LeadAdapter] as unknown;
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}

type Row = Record<string, unknown> & { id: string };
const rowsIn = (rows: Rows) => (rows.contacts ?? []) as readonly Row[];
const withContacts = (rows: Rows, change: (contacts: readonly Row[]) => readonly unknown[]): Rows =>
  rows.contacts ? { ...rows, contacts: change(rowsIn(rows)) } : rows;

/** Spoils what `read` gives. */
const reading =
  (change: (rows: Rows) => Rows): Mutant['spoil'] =>
  (good) => ({
    async *read(options) {
      for await (const rows of good.read(options) as AsyncIterable<Rows>) yield change(rows);
    },
  });

const eachContact = (change: (row: Row) => unknown) =>
  reading((rows) => withContacts(rows, (all) => all.map(change)));

/** Spoils what `save` is given. */
const saving =
  (change: (changes: readonly Change[], options: SaveOptions) => readonly Change[]): Mutant['spoil'] =>
  (good) => ({
    save: async (changes, options) => {
      const outcomes = await good.save(change(changes, options), options);
      return Array.isArray(outcomes)
        ? changes.map((_, at) => (outcomes as SaveOutcome[])[at] ?? { ok: true as const })
        : undefined;
    },
  });

const patching = (change: (patch: Record<string, unknown>) => object) =>
  saving((changes) =>
    changes.map((each) => (each.kind === 'update' ? { ...each, patch: change(each.patch as never) } : each)),
  );

/** Spoils what `watch` tells; undefined says nothing. */
const telling =
  (change: (event: RemoteEvent) => RemoteEvent | undefined): Mutant['spoil'] =>
  (good) => ({
    watch: (listener, options) =>
      good.watch!((event) => {
        const other = change(event);
        if (other) listener(other);
      }, options),
  });

const asking =
  (change: (query: PageQuery) => PageQuery): Mutant['spoil'] =>
  (good) => ({ query: (query, options) => good.query!(change(query), options) });

export const mutants: readonly Mutant[] = [
  // Reading
  {
    name: 'leaves out a row',
    caughtBy: 'read.everything',
    spoil: reading((rows) => withContacts(rows, (all) => all.slice(1))),
  },
  {
    name: 'gives a row twice',
    caughtBy: 'read.everything',
    spoil: reading((rows) => withContacts(rows, (all) => [...all, ...all.slice(0, 1)])),
  },
  {
    name: 'stops after its first batch of 50',
    caughtBy: 'read.many',
    spoil: reading((rows) => withContacts(rows, (all) => all.slice(0, 50))),
  },
  {
    name: 'makes text of what is empty',
    caughtBy: 'read.values',
    spoil: eachContact((row) => ({ ...row, title: row['title'] ?? 'null' })),
  },
  {
    name: 'loses accents',
    caughtBy: 'read.values',
    spoil: eachContact((row) => ({
      ...row,
      lastName: String(row['lastName'])
        .normalize('NFD')
        .replace(/[^\x20-\x7e]/g, ''),
    })),
  },
  {
    name: 'loses the fields of the host',
    caughtBy: 'read.host-fields',
    spoil: eachContact((row) => ({ ...row, extra: {} })),
  },
  {
    name: 'gives numbers as text',
    caughtBy: 'read.host-fields',
    spoil: eachContact((row) => ({
      ...row,
      extra: Object.fromEntries(
        Object.entries(row['extra'] as object).map(([key, value]) => [
          key,
          typeof value === 'number' ? `${value}.0` : (value as unknown),
        ]),
      ),
    })),
  },
  {
    name: 'counts what it does not give',
    caughtBy: 'read.expected',
    spoil: reading((rows) => ({ ...rows, expected: 5 })),
  },
  {
    name: 'swallows an abort while reading',
    caughtBy: 'read.cancel',
    spoil: (good) => ({ read: (options) => good.read({ ...options, signal: new AbortController().signal }) }),
  },
  {
    name: 'makes up a version at each reading',
    caughtBy: 'read.again',
    spoil: (good) => {
      let turn = 0;
      return {
        read: (options) => {
          turn++;
          return reading((rows) =>
            withContacts(rows, (all) => all.map((row) => ({ ...row, version: `${turn}` }))),
          )(good).read!(options);
        },
      };
    },
  },

  // Saving
  {
    name: 'drops the last change of a command',
    caughtBy: 'save.all',
    spoil: saving((changes) => (changes.length > 1 ? changes.slice(0, -1) : changes)),
  },
  {
    name: 'saves in reverse order',
    caughtBy: 'save.order',
    spoil: saving((changes) => [...changes].reverse()),
  },
  {
    name: 'takes no value for "leave it"',
    caughtBy: 'save.empty',
    spoil: patching((patch) =>
      Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null)),
    ),
  },
  {
    name: 'empties what the patch does not name',
    caughtBy: 'save.update',
    spoil: patching((patch) => ({ phone: null, mobile: null, email: null, ...patch })),
  },
  {
    name: 'replaces the fields of the host by the new one',
    caughtBy: 'save.host-fields',
    spoil: patching((patch) =>
      'extra' in patch
        ? { ...patch, extra: { budget: (patch['extra'] as { budget: number }).budget } }
        : patch,
    ),
  },
  {
    name: 'merges the fields of the host into the old ones',
    caughtBy: 'save.host-fields',
    spoil: (good) => {
      let seen = {};
      return patching((patch) =>
        'extra' in patch ? { ...patch, extra: (seen = { ...seen, ...(patch['extra'] as object) }) } : patch,
      )(good);
    },
  },
  {
    name: 'does not save lists',
    caughtBy: 'save.lists',
    spoil: saving((changes) => changes.filter(({ entity }) => entity !== 'leadStatus')),
  },
  {
    name: 'says "saved" before it saved',
    caughtBy: 'save.durable',
    spoil: (good) => ({
      save: (changes, options) => {
        setTimeout(() => void Promise.resolve(good.save(changes, options)).catch(() => {}), 30);
        return Promise.resolve();
      },
    }),
  },
  {
    name: 'swallows an abort while saving',
    caughtBy: 'save.cancel',
    spoil: (good) => ({
      save: (changes, options) => good.save(changes, { ...options, signal: new AbortController().signal }),
    }),
  },
  {
    name: 'ignores the key of a repeated save',
    caughtBy: 'save.repeated',
    spoil: (good) => ({
      save: (changes, options) =>
        good.save(
          changes.map((change) =>
            change.kind === 'create'
              ? ({
                  ...change,
                  id: `${change.id}-${crypto.randomUUID()}`,
                  record: { ...change.record, id: `${change.id}-${crypto.randomUUID()}` },
                } as Change)
              : change,
          ),
          { ...options, key: crypto.randomUUID() },
        ),
    }),
  },
  {
    name: 'says "saved" of what is not there',
    caughtBy: 'save.missing',
    spoil: (good) => ({
      save: (changes, options) =>
        Promise.resolve(good.save(changes, options)).catch((error: { kind?: string }) => {
          if (error.kind !== 'notFound') throw error;
        }),
    }),
  },
  {
    name: 'overwrites a record whose id is taken',
    caughtBy: 'save.taken',
    spoil: (good) => ({
      save: async (changes, options) => {
        const [change] = changes;
        if (change?.kind === 'create' && change.id === 'k-01')
          return good.save(
            [
              {
                kind: 'update',
                entity: change.entity,
                id: change.id,
                patch: { lastName: 'Impostor' },
              } as Change,
            ],
            options,
          );
        return good.save(changes, options);
      },
    }),
  },
  {
    name: 'saves half of a command and rejects',
    caughtBy: 'save.atomic',
    spoil: (good) => ({
      save: async (changes, options) => {
        const all: SaveOutcome[] = [];
        for (const [at, change] of changes.entries())
          all.push(
            ...((await good.save([change], { ...options, key: `${options.key}/${at}` })) as SaveOutcome[]),
          );
        return all;
      },
    }),
  },
  {
    name: 'answers one outcome for all changes',
    caughtBy: 'save.all',
    spoil: (good) => ({
      save: async (changes, options) => ((await good.save(changes, options)) as SaveOutcome[]).slice(0, 1),
    }),
  },
  {
    name: 'throws an error of no kind',
    caughtBy: 'save.missing',
    spoil: (good) => ({
      save: (changes, options) =>
        Promise.resolve(good.save(changes, options)).catch((error: Error) => {
          throw new Error(error.message);
        }),
    }),
  },
  {
    name: 'writes into the changes that it is given',
    caughtBy: 'save.input',
    spoil: (good) => ({
      save: (changes, options) => {
        for (const change of changes)
          if (change.kind === 'update') (change.patch as Record<string, unknown>)['updated'] = 'now';
        return good.save(changes, options);
      },
    }),
  },

  // Versions
  {
    name: 'ignores the version',
    caughtBy: 'version.conflict',
    spoil: saving((changes) =>
      changes.map((change) => (change.kind === 'create' ? change : { ...change, baseVersion: undefined })),
    ),
  },
  {
    name: 'never changes the version',
    caughtBy: 'version.given',
    spoil: (good) => ({
      ...reading((rows) => withContacts(rows, (all) => all.map((row) => ({ ...row, version: '1' }))))(good),
    }),
  },
  {
    name: 'answers another version than it reads',
    caughtBy: 'version.given',
    spoil: (good) => ({
      save: async (changes, options) =>
        ((await good.save(changes, options)) as SaveOutcome[]).map((outcome) =>
          outcome.ok ? { ...outcome, version: `${outcome.version}-x` } : outcome,
        ),
    }),
  },
  {
    name: 'calls a conflict unavailable',
    caughtBy: 'version.conflict',
    spoil: (good) => ({
      save: async (changes, options) => {
        const outcomes = (await good.save(changes, options)) as SaveOutcome[];
        return outcomes.map((outcome) =>
          outcome.ok
            ? outcome
            : { ...outcome, problem: { ...outcome.problem, kind: 'unavailable' as const } },
        );
      },
    }),
  },

  // Watching
  {
    name: 'tells of no deletion',
    caughtBy: 'watch.delete',
    spoil: telling((event) => (event.kind === 'deleted' ? undefined : event)),
  },
  {
    name: 'tells only what changed of a row',
    caughtBy: 'watch.update',
    spoil: telling((event) =>
      event.kind === 'rows'
        ? {
            ...event,
            rows: withContacts(event.rows, (all) =>
              all.map(({ id, title, version }) => ({ id, title, version })),
            ),
          }
        : event,
    ),
  },
  {
    name: 'echoes under a version of its own',
    caughtBy: 'watch.echo',
    spoil: telling((event) =>
      event.kind === 'rows'
        ? {
            ...event,
            rows: withContacts(event.rows, (all) =>
              all.map((row) => ({ ...row, version: `${String(row['version'])}-echo` })),
            ),
          }
        : event,
    ),
  },
  {
    name: 'goes on telling after its signal aborted',
    caughtBy: 'watch.stop',
    spoil: (good) => ({
      watch: (listener) => good.watch!(listener, { signal: new AbortController().signal }),
    }),
  },
  {
    name: 'tells late what came first',
    caughtBy: 'watch.order',
    spoil: (good) => ({
      watch: (listener, options) => {
        let held: RemoteEvent | undefined;
        good.watch!((event) => {
          const title = event.kind === 'rows' ? rowsIn(event.rows)[0]?.['title'] : undefined;
          if (title === 'Two') {
            held = event;
            return;
          }
          listener(event);
          if (held && title === 'Five') listener(held);
        }, options);
      },
    }),
  },
];

/** For adapters that answer questions. */
export const questionMutants: readonly Mutant[] = [
  {
    name: 'says nothing of what matches without a value',
    caughtBy: 'query.operators.text',
    spoil: asking((query) => ({
      ...query,
      criteria: {
        ...query.criteria,
        items: query.criteria.items.map((item) =>
          'operator' in item && item.operator.startsWith('not')
            ? { ...item, empty: 'exclude' as const }
            : item,
        ),
      },
    })),
  },
  {
    name: 'compares case',
    caughtBy: 'query.operators.text',
    spoil: asking((query) => ({
      ...query,
      criteria: {
        ...query.criteria,
        items: query.criteria.items.map((item) =>
          'operator' in item && item.operator === 'is' ? { ...item, operator: 'isExactly' as const } : item,
        ),
      },
    })),
  },
  {
    name: 'takes a percent sign for anything',
    caughtBy: 'query.operators.text',
    spoil: asking((query) => ({
      ...query,
      criteria: {
        ...query.criteria,
        items: query.criteria.items.filter((item) => !('value' in item && item.value === '%')),
      },
    })),
  },
  {
    name: 'forgets the first of several choices',
    caughtBy: 'query.operators.list',
    spoil: asking((query) => ({
      ...query,
      criteria: {
        ...query.criteria,
        items: query.criteria.items.map((item) =>
          'operator' in item && item.operator === 'oneOf' && (item.value as string[]).length > 1
            ? { ...item, value: (item.value as string[]).slice(1) }
            : item,
        ),
      },
    })),
  },
  {
    name: 'takes days in UTC',
    caughtBy: 'query.days',
    spoil: asking((query) => ({ ...query, timeZone: 'UTC' })),
  },
  {
    name: 'joins every group by and',
    caughtBy: 'query.groups-of-lines',
    spoil: asking((query) => ({ ...query, criteria: { ...query.criteria, match: 'all' } })),
  },
  {
    name: 'sorts ascending only',
    caughtBy: 'query.sort',
    spoil: asking((query) => ({
      ...query,
      sort: query.sort.map((sort) => ({ ...sort, direction: 'ascending' as const })),
    })),
  },
  {
    name: 'sorts by the first field only',
    caughtBy: 'query.sort-by-several',
    spoil: asking((query) => ({ ...query, sort: query.sort.slice(0, 1) })),
  },
  {
    name: 'pages twice',
    caughtBy: 'query.pages',
    spoil: (good) => {
      let seen = '';
      return {
        query: (query, options) => {
          const again = query.after !== undefined && query.after !== seen && seen === '';
          seen = again ? query.after : seen;
          return good.query!(again ? { ...query, after: undefined } : query, options);
        },
      };
    },
  },
  {
    name: 'gives larger pages than wanted',
    caughtBy: 'query.pages',
    spoil: asking((query) => ({ ...query, limit: query.limit + 1 })),
  },
  {
    name: 'loses the last page',
    caughtBy: 'query.pages',
    spoil: (good) => ({
      query: async (query, options) => {
        const page = await good.query!(query, options);
        return page.next !== undefined && query.after !== undefined
          ? { ...page, next: undefined as never }
          : page;
      },
    }),
  },
  {
    name: 'pages by place, so that rows slip through',
    caughtBy: 'query.pages-while-changing',
    spoil: (good) => ({
      query: async (query, options) => {
        const place = query.after === undefined ? 0 : Number(query.after);
        const { after: _after, ...rest } = query;
        const page = await good.query!({ ...rest, offset: place }, options);
        const { next: _next, ...kept } = page;
        return page.ids.length < query.limit ? kept : { ...kept, next: String(place + page.ids.length) };
      },
    }),
  },
  {
    name: 'begins one row too late',
    caughtBy: 'query.offset',
    spoil: asking((query) => (query.offset ? { ...query, offset: query.offset + 1 } : query)),
  },
  {
    name: 'counts a page for everything',
    caughtBy: 'query.total',
    spoil: (good) => ({
      query: async (query, options) => {
        const page = await good.query!(query, options);
        return { ...page, total: { exact: page.ids.length } };
      },
    }),
  },
  {
    name: 'leaves out the companies',
    caughtBy: 'query.rows',
    spoil: (good) => ({
      query: async (query, options) => {
        const page = await good.query!(query, options);
        return { ...page, rows: { contacts: page.rows.contacts ?? [] } };
      },
    }),
  },
  {
    name: 'answers everything when it does not understand',
    caughtBy: 'query.unknown',
    spoil: (good) => ({
      query: (query, options) =>
        good.query!(query, options).catch(() =>
          good.query!({ ...query, criteria: { match: 'all', items: [] } }, options),
        ),
    }),
  },
  {
    name: 'swallows an abort while asking',
    caughtBy: 'query.cancel',
    spoil: (good) => ({ query: (query) => good.query!(query, { signal: new AbortController().signal }) }),
  },
  {
    name: 'counts everything whatever the criteria',
    caughtBy: 'count.criteria',
    spoil: (good) => ({
      count: (query, options) => good.count!({ ...query, criteria: { match: 'all', items: [] } }, options),
    }),
  },
  {
    name: 'forgets those without a value when it counts groups',
    caughtBy: 'groups.one',
    spoil: (good) => ({
      groups: async (query, options) =>
        (await good.groups!(query, options)).filter(({ value }) => value !== null),
    }),
  },
  {
    name: 'counts by the first field only',
    caughtBy: 'groups.two',
    spoil: (good) => ({
      groups: (query, options) => good.groups!({ ...query, groupBy: query.groupBy.slice(0, 1) }, options),
    }),
  },
  {
    name: 'gives single contacts without their companies',
    caughtBy: 'get.records',
    spoil: (good) => ({
      get: async (refs, options) => {
        const rows = await good.get!(refs, options);
        return {
          ...rows,
          companies: (rows.companies ?? []).filter((row) => refs.some(({ id }) => id === (row as Row).id)),
        };
      },
    }),
  },
  {
    name: 'keeps one preference for all keys',
    caughtBy: 'preferences.keys',
    spoil: (good) => ({
      preferences: {
        read: (_key, options) => good.preferences!.read('one', options),
        save: (_key, value, options) => good.preferences!.save('one', value, options),
      },
    }),
  },
];
