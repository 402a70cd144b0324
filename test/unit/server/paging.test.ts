import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyContact, type Contact } from '../../../src/model/index.js';
import { everyone, type Api } from './api.js';
import { onEveryBackend } from './backends.js';

const titles = [null, '', 'a', 'A', 'ä', 'B', 'b 2', 'b 10', 'Ø', 'é'];
const person = (id: number, title: string | null, retired: boolean): Contact =>
  emptyContact({
    id: String(id),
    lastName: ['X', 'x', 'Ø', ''][id % 4]!,
    firstName: title ?? '',
    title: title || null,
    retired,
  });
const people = fc
  .uniqueArray(fc.tuple(fc.nat(40), fc.constantFrom(...titles), fc.boolean()), {
    selector: ([id]) => id,
    maxLength: 30,
  })
  .map((all) => all.map(([id, title, retired]) => person(id, title, retired)));
const by = <Name extends string>(...fields: Name[]) =>
  fc.record({
    field: fc.constantFrom(...fields),
    direction: fc.constantFrom('ascending', 'descending'),
  });
const sorts = fc.oneof(
  fc.uniqueArray(by('contact.title', 'contact.retired', 'contact.id', 'contact.lastName'), {
    selector: ({ field }) => field,
    maxLength: 3,
  }),
  // There is an index that holds these one after the other.
  fc.tuple(by('contact.lastName'), by('contact.firstName')),
  fc.tuple(by('contact.lastName'), by('contact.firstName'), by('contact.retired')),
);

/** All pages, one after the other; `between` may change records after each. */
async function readPages(
  api: Api,
  sort: unknown,
  limit: number,
  between: (page: number) => Promise<void> = async () => {},
) {
  const ids: string[] = [];
  let after: string | undefined;
  for (let page = 0; page === 0 || after; page++) {
    const { body } = await api.ask('POST /query', { body: { ...everyone, sort, limit, after } });
    ids.push(...body.ids);
    after = body.next;
    await between(page);
  }
  return ids;
}

onEveryBackend((createApi) => {
  describe('pages by cursor', { timeout: 30_000 }, () => {
    it('put together are the whole answer, whatever the order and the size of a page', () =>
      fc.assert(
        fc.asyncProperty(people, sorts, fc.integer({ min: 1, max: 7 }), async (contacts, sort, limit) => {
          const api = await createApi({ rows: { contacts } });
          const { body } = await api.ask('POST /query', { body: { ...everyone, sort, limit: 100 } });
          expect(await readPages(api, sort, limit)).toEqual(body.ids);
          expect(body.ids).toHaveLength(contacts.length);
        }),
        { numRuns: 50 },
      ));

    it('have each record that stays exactly once, while others come, go and change', () =>
      fc.assert(
        fc.asyncProperty(people, people, sorts, async (before, others, sort) => {
          const leaving = others.filter(({ id }) => before.some((each) => each.id === id));
          const coming = others.filter((each) => !leaving.includes(each));
          const api = await createApi({ rows: { contacts: before } });
          const ids = await readPages(api, sort, 3, async (page) => {
            const [goes, comes] = [leaving[page], coming[page]];
            if (goes) await api.change([{ kind: 'delete', entity: 'contact', id: goes.id }]);
            if (comes) await api.change([{ kind: 'create', entity: 'contact', id: comes.id, record: comes }]);
          });
          expect(new Set(ids).size).toBe(ids.length);
          const staying = before.filter(({ id }) => !leaving.some((each) => each.id === id));
          for (const { id } of staying) expect(ids).toContain(id);
        }),
        { numRuns: 50 },
      ));
  });
});
