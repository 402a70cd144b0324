import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowKeys } from '../../../src/adapters/rows.js';
import { entityNames, type EntityName } from '../../../src/model/records.js';
import { LeadStore } from '../../../src/store/lead-store.js';
import type { LeadAdapter, RemoteEvent, Rows } from '../../../src/store/port.js';
import { sample } from '../../helpers/stores.js';

// A4 at the store: what an adapter gives may be anything at all.

const good = {
  company: { id: 'good-company', name: 'Good' },
  contact: { id: 'good-contact', lastName: 'Good', companyId: 'good-company' },
  category: { id: 'good-category', name: 'Good', group: 'customer' },
  leadStatus: { id: 'good-status', name: 'Good' },
  selection: { id: 'good-selection', name: 'Good', of: 'contact', source: { kind: 'static', members: [] } },
} as const;
type Entity = keyof typeof good;
const entities = Object.keys(good) as Entity[];

/** Every field of each entity with every kind of value that JSON knows; all but a few of them wrong. */
const values: readonly unknown[] = [
  null,
  true,
  0,
  -1.5,
  1e308,
  '',
  'x',
  '2026-13-45',
  [],
  [null],
  {},
  { id: 1 },
  '__proto__',
];
const fields: Readonly<Record<Entity, readonly string[]>> = {
  company: [
    'id',
    'version',
    'name',
    'categoryId',
    'business',
    'city',
    'country',
    'phone',
    'email',
    'website',
    'owner',
    'created',
    'updated',
    'extra',
  ],
  contact: [
    'id',
    'version',
    'companyId',
    'firstName',
    'lastName',
    'title',
    'email',
    'phone',
    'mobile',
    'leadStatusId',
    'retired',
    'note',
    'created',
    'updated',
    'extra',
  ],
  category: ['id', 'version', 'name', 'description', 'rank', 'deleted', 'group', 'leadStatusEnabled'],
  leadStatus: ['id', 'version', 'name', 'description', 'rank', 'deleted', 'tone'],
  selection: ['id', 'version', 'name', 'description', 'of', 'source', 'created', 'updated'],
};
const table = entities.flatMap((entity) => fields[entity].map((field) => [entity, field] as const));

describe('[A4] rows that are wrong in one field', () => {
  it.each(table)(
    '%s.%s: each is taken or reported with its id and path, and the rest loads',
    async (entity, field) => {
      for (const value of values) {
        const wrong = { ...good[entity], id: 'wrong', name: 'Wrong', [field]: value };
        const store = await storeOn({ [rowKeys[entity]]: [good[entity], wrong] });
        expect(store.phase).toBe('ready');
        expect(store.record(entity, good[entity].id).phase).toBe('ready');
        const reported = store.notices.flatMap(({ rows }) => rows ?? []);
        const taken = [...loaded(store, entity)].length === 2;
        expect(taken || reported.length > 0, JSON.stringify(wrong)).toBe(true);
        for (const each of reported) {
          expect(each.entity).toBe(entity);
          expect(each.path.startsWith(`/${field}`) || each.path === '', each.path).toBe(true);
          if (field !== 'id') expect(each.id).toBe('wrong');
        }
        store.close();
      }
    },
  );
});

// Hundreds of stores: more than a busy machine does in the usual five seconds.
describe('[A4] whatever JSON comes', { timeout: 60_000 }, () => {
  const rows = fc.record(
    Object.fromEntries(
      entityNames.map((entity) => [
        rowKeys[entity],
        entity === 'settings' ? fc.jsonValue() : fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 4 }),
      ]),
    ),
    { requiredKeys: [] },
  );

  it('read() of random rows beside good ones: the good ones load, nothing throws', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (random) => {
        const store = await storeOn(sample, random);
        expect(store.phase).toBe('ready');
        expect(store.record('contact', 'ada').phase).toBe('ready');
        store.close();
      }),
      { numRuns: 300 },
    );
  });

  it('read() of anything at all ends: ready, or failed as invalid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (random) => {
        const store = new LeadStore({
          adapter: { read: () => Promise.resolve(random as Rows), save: () => Promise.resolve() },
        });
        await store.loaded;
        if (store.phase !== 'ready') expect(store.problem).toMatchObject({ kind: 'invalid' });
        store.close();
      }),
      { numRuns: 300 },
    );
  });

  it('watch() with random rows, deletions of what is not there and events of no kind: nothing throws, good records stay', async () => {
    const event = fc.oneof(
      rows.map((random) => ({ kind: 'rows', rows: random })),
      fc
        .dictionary(fc.constantFrom(...Object.values(rowKeys)), fc.jsonValue())
        .map((random) => ({ kind: 'rows', rows: random })),
      fc.record({ kind: fc.constant('deleted'), entity: fc.constantFrom(...entityNames), id: fc.string() }),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 4 }), async (events) => {
        let tell: (event: RemoteEvent) => void = () => {};
        const store = new LeadStore({ adapter: adapterOf([sample], (listener) => void (tell = listener)) });
        await store.loaded;
        for (const each of events) tell(each as RemoteEvent);
        expect(store.phase).toBe('ready');
        expect(store.record('contact', 'ada').phase).toBe('ready');
        store.close();
      }),
      { numRuns: 300 },
    );
  });
});

async function storeOn(...batches: readonly Rows[]): Promise<LeadStore> {
  const store = new LeadStore({ adapter: adapterOf(batches) });
  await store.loaded;
  return store;
}

function adapterOf(batches: readonly Rows[], watch?: LeadAdapter['watch']): LeadAdapter {
  return {
    async *read() {
      yield* batches;
      await Promise.resolve();
    },
    save: () => Promise.resolve(),
    ...(watch ? { watch } : {}),
  };
}

function loaded(store: LeadStore, entity: EntityName): { readonly id: string }[] {
  switch (entity) {
    case 'company':
      return [...store.records.companies()];
    case 'contact':
      return [...store.records.contacts()];
    case 'selection':
      return [...store.selections];
    default:
      return [...(entity === 'category' ? store.setup.categories : store.setup.leadStatuses).values()];
  }
}
