import { created, deleted, differing, updated } from '../model/changes.js';
import { parseRow } from '../model/parse.js';
import type { Id, Selection } from '../model/records.js';
import { accepted, refused, type Decision } from '../rules/decision.js';
import { foldName } from '../rules/list-commands.js';
import { reason } from '../rules/reasons.js';
import type { CommandView } from './command-view.js';

/** Creates the selection `id`, or changes it where it exists. Names are unique, ignoring case. */
export function decideSaveSelection(view: CommandView, id: Id, patch: Partial<Selection>): Decision<Id> {
  const before = view.get('selection', id);
  const base: Partial<Selection> = before ?? {
    id,
    name: '',
    description: null,
    created: null,
    updated: null,
  };
  const name = (patch.name ?? base.name ?? '').trim();
  const result = { ...base, ...patch, name } as Selection;
  const records = [{ entity: 'selection', id }] as const;
  if (!name) return refused(reason('name-missing', records));
  for (const other of view.all('selection')) {
    if (other.id !== id && foldName(other.name) === foldName(name)) {
      return refused(reason('name-taken', [{ entity: 'selection', id: other.id }], { name: other.name }));
    }
  }
  const parsed = parseRow('selection', result);
  if (!parsed.ok)
    return refused(
      ...parsed.faults.map(({ path, message }) => reason('field-invalid', records, { field: path, message })),
    );
  if (!before) return accepted([created('selection', parsed.record)], id);
  const wanted = differing(before, { ...patch, name });
  return accepted(wanted ? [updated('selection', id, wanted)] : [], id);
}

/** Refused while a combined selection is made of it. */
export function decideDeleteSelection(view: CommandView, id: Id): Decision {
  const selection = view.get('selection', id);
  if (!selection) return refused(reason('record-not-found', [{ entity: 'selection', id }]));
  const users = [...view.all('selection')].filter(
    ({ source }) => source.kind === 'combined' && (source.first === id || source.second === id),
  );
  if (users.length > 0) {
    return refused(
      reason(
        'item-in-use',
        users.map((user) => ({ entity: 'selection', id: user.id })),
        { name: selection.name, count: users.length },
      ),
    );
  }
  return accepted([deleted('selection', id)]);
}
