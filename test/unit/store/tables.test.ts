import { describe, expect, it } from 'vitest';
import { emptyContact } from '../../../src/model/defaults.js';
import { Tables } from '../../../src/store/tables.js';

const person = (id: string) => emptyContact({ id });

describe('what was not seen when all was read again', () => {
  it('goes, and lets others have their turn; what came meanwhile stays, and so does what waits to be created', () => {
    const tables = new Tables(false);
    const ids = Array.from({ length: 12_000 }, (_, at) => `p${at}`);
    for (const id of ids) tables.receive('contact', id, person(id));
    tables.applyPending({
      changes: [{ kind: 'create', entity: 'contact', id: 'made', record: person('made') }],
    });
    const gone = ids.filter((_, at) => at % 1_000 === 7);
    const seen = new Set(ids.filter((id) => !gone.includes(id)));
    let turns = 0;
    for (const _ of tables.removeUnseen(new Map([['contact', seen]]))) {
      tables.receive('contact', `late${++turns}`, person(`late${turns}`));
      tables.receive('contact', gone.at(-turns)!, undefined); // somebody was ahead of it
    }
    expect(turns).toBe(2);
    expect(gone.filter((id) => tables.contact(id))).toEqual([]);
    expect(ids.filter((id) => !tables.contact(id))).toEqual(gone);
    expect(['late1', 'late2', 'made'].map((id) => tables.contact(id)?.id)).toEqual([
      'late1',
      'late2',
      'made',
    ]);
  });
});
