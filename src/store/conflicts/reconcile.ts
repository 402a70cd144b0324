import { updated, type Change } from '../../model/changes.js';
import type { Entities, EntityName, Id } from '../../model/records.js';
import { bookkeeping } from '../journal.js';
import type { Step } from '../writes.js';
import { fieldsOf, patchOf, sameField, valueAt, type FieldValues } from './fields.js';

type AnyRecord = Entities[EntityName];

/** What of a change others contradict. */
export interface Contradiction {
  readonly step: Step;
  /** The person's values; none when the change is a deletion. */
  readonly mine: FieldValues;
}

export interface Reconciled {
  /** What nobody contradicts, on the records as they are now, by the step that it comes from. */
  readonly steps: ReadonlyMap<Step, Step>;
  readonly conflicts: readonly Contradiction[];
  /** Consequences of what is contradicted. */
  readonly dropped: readonly Step[];
}

/** Fields of which a rule makes one thing (L1, L5): who changed the one has changed what the other means. */
const coupled: readonly string[] = ['companyId', 'leadStatusId'];

/**
 * S6: compares the changes of one command with the records as the backend has them now, field by field: what was there
 * before, what the person made of it, what others made of it (a three-way merge, as diff3 does with lines). A change
 * that is there already is in no part of the answer.
 *
 * @param known the record as the backend has it
 * @param all leaves everything that is not there yet to the person
 */
export function reconcile(
  steps: readonly Step[],
  known: (entity: EntityName, id: Id) => AnyRecord | undefined,
  all = false,
): Reconciled {
  const next = new Map<Step, Step>();
  const conflicts: Contradiction[] = [];
  const compared = steps.map((step) => {
    const theirs = known(step.change.entity, step.change.id);
    return { step, theirs, ...compare(step, theirs, all) };
  });
  const stayed = new Set(
    compared.flatMap(({ step: { change }, mine }) => (mine?.has('categoryId') ? [change.id] : [])),
  );
  const dropped: Step[] = [];
  for (const { step, theirs, free, mine } of compared) {
    if (isConsequence(step.change, theirs, stayed)) dropped.push(step);
    else {
      if (mine) conflicts.push({ step, mine });
      if (free) next.set(step, { change: free, before: theirs, madeOn: theirs?.version });
    }
  }
  return { steps: next, conflicts, dropped };
}

interface Comparison {
  /** What can be sent; undefined when nothing is left to do. */
  readonly free?: Change;
  /** What is contradicted; undefined when nothing is. */
  readonly mine?: FieldValues;
}

function compare(step: Step, theirs: AnyRecord | undefined, all: boolean): Comparison {
  const { change, before } = step;
  if (change.kind === 'update') return theirs ? compareFields(step, theirs, all) : { mine: ownFields(step) };
  if (change.kind === 'delete') {
    if (!theirs) return {};
    const fields = [...fieldsOf(theirs)];
    const untouched = fields.every(([field, value]) => sameField(value, valueAt(before, field)));
    return untouched && !all ? { free: change } : { mine: new Map() };
  }
  if (!theirs && !all) return { free: change };
  const mine = fieldsOf(change.record);
  return [...mine].every(([field, value]) => sameField(value, valueAt(theirs, field))) ? {} : { mine };
}

function compareFields(step: Step, theirs: AnyRecord, all: boolean): Comparison {
  const { change, before } = step;
  const differs = (field: string) => !sameField(valueAt(theirs, field), valueAt(before, field));
  const open = [...ownFields(step)].filter(([field, value]) => !sameField(valueAt(theirs, field), value));
  const isContradicted = (field: string) =>
    all ||
    differs(field) ||
    (coupled.includes(field) && step.change.entity === 'contact' && coupled.some(differs));
  const mine = open.filter(([field]) => isContradicted(field));
  const free = open.filter(([field]) => !isContradicted(field));
  const patch = patchOf(theirs, free) as Record<string, unknown>;
  if (change.kind === 'update' && bookkeeping in change.patch) patch[bookkeeping] = change.patch[bookkeeping];
  return {
    ...(free.length > 0 ? { free: updated(change.entity, change.id, patch) } : {}),
    ...(mine.length > 0 ? { mine: new Map(mine) } : {}),
  };
}

/** What a change of a record changes. Its patch holds all of the host's fields when it changes one of them. */
function ownFields({ change, before }: Step): FieldValues {
  if (change.kind !== 'update') return new Map();
  return new Map(
    [...fieldsOf(change.patch)].filter(
      ([field, value]) => !field.startsWith('extra.') || !sameField(value, valueAt(before, field)),
    ),
  );
}

/** L5: the status that a contact gets with its company's new category is decided anew together with that. */
function isConsequence(change: Change, contact: AnyRecord | undefined, companies: ReadonlySet<Id>): boolean {
  if (change.entity !== 'contact' || change.kind !== 'update' || !('leadStatusId' in change.patch))
    return false;
  const companyId = contact && 'companyId' in contact ? contact.companyId : null;
  return companyId !== null && companies.has(companyId);
}
