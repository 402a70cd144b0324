import type { Entities, EntityName, Id } from '../model/records.js';
import type { RulesView } from '../rules/decision.js';

/** What commands look at before they change anything: the rules' view, and any record by the name of its entity. */
export interface CommandView extends RulesView {
  get<Name extends EntityName>(entity: Name, id: Id): Entities[Name] | undefined;
  all<Name extends EntityName>(entity: Name): Iterable<Entities[Name]>;
}
