import { notFound } from './errors.js';
import type { Entity, Selection, World } from './world.js';

export function selectionOf(world: World, id: number): Selection {
  const selection = world.selections.get(id);
  if (!selection) throw notFound(`Selection id ${id}`);
  return selection;
}

/** `GET Selection/{id}`. */
export function describeSelection({
  Members: _members,
  CriteriaGroups: _groups,
  ...selection
}: Selection): object {
  return {
    Description: '', LeftSelectionId: 0, RightSelectionId: 0, SelectionUnionType: 'Unknown', CompanyUnique: false,
    Completed: false, CreatedDate: '2026-01-01T00:00:00', UpdatedDate: '2026-01-02T00:00:00', MainProviderName: '',
    TableRight: null, FieldProperties: {}, ...selection,
  }; // prettier-ignore
}

/** `GET Selection`: the archive `FindSelection`, in SLIM mode. */
export function listSelections(world: World): object {
  const value = [...world.selections.values()].map(({ SelectionId, Name }) => ({
    PrimaryKey: String(SelectionId),
    EntityName: 'selection',
    selectionId: SelectionId,
    name: Name,
  }));
  return { 'odata.metadata': '', 'odata.nextLink': null, value };
}

/** `GET Selection/{id}/Members`. */
export function listMembers({ Members = [], TargetTableName }: Selection): object {
  const value = Members.map((id) => ({
    PrimaryKey: String(id),
    EntityName: TargetTableName === 'contact' ? 'person' : TargetTableName,
  }));
  return { 'odata.metadata': '', 'odata.nextLink': null, value };
}

/** `Agents/Selection/GetBoardViewSettingsForSelection` and its counterpart that saves. */
export function boardSettings(world: World, { AssociateId, SelectionId }: Entity): Entity {
  return (
    world.boards.get(`${String(SelectionId)}/${String(AssociateId)}`) ?? {
      BoardViewSettingsId: 0, EntityType: 'person', AssociateId, SelectionId, HideEmptyGroups: false, GroupBy: '',
      SubGroupBy: '', SortBy: '', SortDesc: false, SumBy: '', ColorBy: '', Filters: '',
    } // prettier-ignore
  );
}

export function saveBoardSettings(world: World, settings: Entity): Entity {
  world.boards.set(`${String(settings['SelectionId'])}/${String(settings['AssociateId'])}`, settings);
  return settings;
}
