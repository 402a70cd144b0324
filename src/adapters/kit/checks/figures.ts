import { everything, type Criteria } from '../../../criteria/types.js';
import type { FieldId } from '../../../model/fields.js';
import type { RecordRef, Value } from '../../../model/records.js';
import type { Group } from '../../../query/types.js';
import { rowsOf } from '../../rows.js';
import { expectSame, expectSameSet, expectThat, show } from '../expectations.js';
import type { KitSession } from '../session.js';
import type { AdapterCheck, Offer } from '../types.js';
import { matching, recordsOf, valueOf } from './oracle.js';
import { noQuestions } from './declared.js';

/** Counts, groups and single records. */
export const figureChecks: readonly AdapterCheck[] = [
  {
    id: 'count.criteria',
    title: 'counts what meets the criteria',
    skip: (offer) =>
      noQuestions(offer) ??
      (offer.capabilities.query!.contact?.count ? undefined : 'counting is not declared'),
    run: async (session) => {
      for (const criteria of [everything, narrowing(session.offer)]) {
        const total = await session.adapter.count!(
          { of: 'contact', criteria, timeZone: 'UTC' },
          { signal: session.signal },
        );
        expectSame(
          total,
          { exact: matching(session, 'contact', criteria).length },
          `The count of ${show(criteria)}`,
        );
      }
    },
  },
  {
    id: 'groups.one',
    title: 'counts by every declared field, those without a value too',
    skip: needsGroups(1),
    run: async (session) => {
      for (const criteria of [everything, narrowing(session.offer)])
        for (const field of groupable(session.offer)) await expectGroups(session, criteria, [field]);
    },
  },
  {
    id: 'groups.two',
    title: 'counts by one field within another',
    skip: needsGroups(2),
    run: async (session) => {
      const [first, second] = groupable(session.offer);
      await expectGroups(session, everything, [first!, second!]);
      await expectGroups(session, everything, [second!, first!]);
    },
  },
  {
    id: 'get.records',
    title: 'gives single records with the companies of contacts, and leaves out what is not there',
    skip: noQuestions,
    run: async (session) => {
      const refs: RecordRef[] = [
        { entity: 'contact', id: 'k-01' },
        { entity: 'contact', id: 'k-06' },
        { entity: 'company', id: 'k-hooli' },
        { entity: 'contact', id: 'k-nobody' },
      ];
      const rows = await session.adapter.get!(refs, { signal: session.signal });
      expectSameSet(rowsOf(rows, 'contact').map(idOf), ['k-01', 'k-06'], 'The contacts');
      expectSameSet(rowsOf(rows, 'company').map(idOf), ['k-acme', 'k-hooli'], 'The companies');
      const { contact } = await session.read();
      const version = (rowsOf(rows, 'contact').find((row) => idOf(row) === 'k-01') as { version?: string })
        .version;
      expectSame(
        version,
        contact.get('k-01')?.version,
        'The version of a single record, beside the one that is read',
      );
    },
  },
];

const idOf = (row: unknown) => (row as { id: string }).id;

function groupable({ capabilities }: Offer): FieldId[] {
  const fields = capabilities.query?.contact?.fields ?? {};
  return Object.keys(fields).filter((field) => fields[field]!.group);
}

function needsGroups(levels: number): (offer: Offer) => string | undefined {
  return (offer) =>
    noQuestions(offer) ??
    ((offer.capabilities.query!.contact?.groupFields ?? 0) >= levels && groupable(offer).length >= levels
      ? undefined
      : `counting by ${levels === 1 ? 'a field' : 'two fields'} is not declared`);
}

/** Criteria that this backend can answer and that leave some records out. */
function narrowing({ capabilities }: Offer): Criteria {
  const operators = capabilities.query?.contact?.fields['contact.leadStatus']?.operators ?? [];
  return operators.includes('oneOf')
    ? { match: 'all', items: [{ field: 'contact.leadStatus', operator: 'oneOf', value: ['1', '2'] }] }
    : everything;
}

async function expectGroups(
  session: KitSession,
  criteria: Criteria,
  groupBy: readonly FieldId[],
): Promise<void> {
  const groups = await session.adapter.groups!(
    { of: 'contact', criteria, timeZone: 'UTC', groupBy },
    { signal: session.signal },
  );
  expectThat(Array.isArray(groups), `groups() must answer an array, got ${show(groups)}.`);
  const ids = new Set(matching(session, 'contact', criteria));
  const paths = recordsOf(session, 'contact')
    .filter(({ id }) => ids.has(id))
    .map((record) =>
      groupBy.map((field) => emptyIsNone(valueOf(session, session.catalog.get(field)!, record))),
    );
  expectSame(flat(groups), counted(paths), `Contacts by ${groupBy.join(', ')} where ${show(criteria)}`);
}

function emptyIsNone(value: Value): Value {
  return value === '' ? null : value;
}

/** `["1","lead"]: 3`, sorted: the order of groups is not the backend's affair. */
function flat(groups: readonly Group[], path: readonly Value[] = []): string[] {
  return groups
    .flatMap((group) =>
      group.groups
        ? flat(group.groups, [...path, group.value])
        : [`${JSON.stringify([...path, group.value])}: ${group.count}`],
    )
    .filter((line) => !line.endsWith(': 0'))
    .sort();
}

function counted(paths: readonly (readonly Value[])[]): string[] {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(JSON.stringify(path), (counts.get(JSON.stringify(path)) ?? 0) + 1);
  return [...counts].map(([path, count]) => `${path}: ${count}`).sort();
}
