import { entityNames, type EntityName } from '../../../model/records.js';
import { parseRow } from '../../../model/parse.js';
import type { Rows } from '../../../store/port.js';
import { rowsOf } from '../../rows.js';
import { expectProblem, expectSame, expectSameSet, expectThat } from '../expectations.js';
import { hostFieldRows, manyRows } from '../rows.js';
import type { KitSession } from '../session.js';
import type { AdapterCheck } from '../types.js';

/** A1: what `read` has to give. */
export const readingChecks: readonly AdapterCheck[] = [
  {
    id: 'read.everything',
    title: 'gives every record of every list once',
    run: async (session) => {
      const contents = await session.read();
      for (const entity of entityNames)
        expectSameSet([...contents[entity].keys()], idsOf(session.rows, entity), `Records of ${entity}`);
    },
  },
  {
    id: 'read.values',
    title: 'gives each value as it was saved: no value, empty text, marks, other scripts, line ends',
    run: sameValues,
  },
  {
    id: 'read.host-fields',
    title: 'gives the fields that the host defines, each in its type',
    rows: hostFieldRows,
    run: sameValues,
  },
  {
    id: 'read.many',
    title: 'gives every record once when there are more than fit into one batch',
    rows: manyRows,
    run: async (session) => {
      const { contact } = await session.read();
      expectSameSet([...contact.keys()], idsOf(manyRows, 'contact'), 'Contacts');
    },
  },
  {
    id: 'read.again',
    title: 'gives the same when it is asked again',
    run: async (session) => {
      const first = await session.read();
      const second = await session.read();
      for (const entity of entityNames)
        expectSame(
          [...second[entity].values()],
          [...first[entity].values()],
          `Records of ${entity}, read again`,
        );
    },
  },
  {
    id: 'read.expected',
    title: 'says how many records there are, if anything, truly',
    rows: manyRows,
    run: async (session) => {
      const all = entityNames.reduce((sum, entity) => sum + idsOf(manyRows, entity).length, 0);
      for (const { expected } of await session.batches())
        expectThat(
          expected === undefined || Math.abs(expected - all) <= 1,
          `There are ${all} records, but "expected" is ${expected}.`,
        );
    },
  },
  {
    id: 'read.cancel',
    title: 'ends as cancelled when it is cancelled (A3)',
    rows: manyRows,
    run: async (session) => {
      await expectProblem(
        session.batches(session.adapter, AbortSignal.abort()),
        ['cancelled'],
        'read() with an aborted signal',
      );
    },
  },
];

async function sameValues(session: KitSession): Promise<void> {
  const contents = await session.read();
  for (const entity of entityNames) {
    for (const row of rowsOf(session.rows, entity)) {
      const parsed = parseRow(entity, row);
      if (!parsed.ok) continue;
      const found = contents[entity].get(parsed.record.id);
      expectThat(found !== undefined, `The ${entity} "${parsed.record.id}" is missing.`);
      expectSame(withoutVersion(found), withoutVersion(parsed.record), `The ${entity} "${parsed.record.id}"`);
    }
  }
}

export function withoutVersion<Shape extends { readonly version?: string }>(
  record: Shape,
): Omit<Shape, 'version'> {
  const { version: _version, ...rest } = record;
  return rest;
}

function idsOf(rows: Rows, entity: EntityName): string[] {
  return rowsOf(rows, entity).map((row) => (row as { id: string }).id);
}
