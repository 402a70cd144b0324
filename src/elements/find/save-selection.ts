import type { Criteria } from '../../criteria/types.js';
import type { Subject } from '../../model/fields.js';
import type { Id, Selection } from '../../model/records.js';
import type { QuestionError } from '../../query/types.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { CommandResult } from '../../store/types.js';
import { collectIds } from '../collect-ids.js';

/** What a person chose in "Save as selection". */
export type SaveChoice =
  | { readonly kind: 'dynamic'; readonly name: string; readonly description: string }
  | { readonly kind: 'static'; readonly name: string; readonly description: string }
  | { readonly kind: 'add'; readonly selectionId: Id };

/** What was found, and what a person calls it. */
export interface Found {
  readonly of: Subject;
  readonly criteria: Criteria;
  readonly language: string;
}

export type SaveOutcome =
  | {
      readonly status: 'saved';
      readonly id: Id;
      readonly change: 'created' | 'updated';
      readonly name: string;
      /** Members that were saved, or that were added. */
      readonly members: number;
    }
  | { readonly status: 'uncollected'; readonly error: QuestionError }
  | Exclude<CommandResult<Id>, { readonly status: 'done' }>;

/** Saves what was found in the way that was chosen. */
export async function saveSelection(
  store: LeadStore,
  found: Found,
  choice: SaveChoice,
  onProgress?: (done: number) => void,
): Promise<SaveOutcome> {
  if (choice.kind === 'dynamic')
    return outcome(
      await store.createSelection({ ...draftOf(found, choice), source: dynamic(found) }),
      choice.name,
      0,
    );
  const collected = await collectIds(store, found, onProgress);
  if (!collected.ok) return { status: 'uncollected', error: collected.error };
  const { ids } = collected;
  if (choice.kind === 'static') {
    const source = { kind: 'static', members: ids } as const;
    return outcome(
      await store.createSelection({ ...draftOf(found, choice), source }),
      choice.name,
      ids.length,
    );
  }
  const { record } = store.record('selection', choice.selectionId);
  const members = withMembers(record, ids);
  const result = await store.updateSelection(choice.selectionId, { source: { kind: 'static', members } });
  return outcome(result, record?.name ?? '', members.length - membersOf(record).length, 'updated');
}

/** The members of a static selection and others, each once. */
export function withMembers(selection: Selection | undefined, ids: readonly Id[]): readonly Id[] {
  return [...new Set([...membersOf(selection), ...ids])];
}

/** Static selections of a kind of records, by name: those that members can be added to. */
export function staticSelections(store: LeadStore, of: Subject, language: string): readonly Selection[] {
  const { compare } = new Intl.Collator(language);
  return store.selections
    .filter((selection) => selection.of === of && selection.source.kind === 'static')
    .toSorted((a, b) => compare(a.name, b.name));
}

function membersOf(selection: Selection | undefined): readonly Id[] {
  return selection?.source.kind === 'static' ? selection.source.members : [];
}

const dynamic = ({ criteria }: Found) => ({ kind: 'dynamic', criteria }) as const;

function draftOf({ of }: Found, { name, description }: { name: string; description: string }) {
  return { name: name.trim(), of, description: description.trim() || null };
}

function outcome(
  result: CommandResult<Id>,
  name: string,
  members: number,
  change: 'created' | 'updated' = 'created',
): SaveOutcome {
  return result.status === 'done'
    ? { status: 'saved', id: result.value, change, name: name.trim(), members }
    : result;
}
