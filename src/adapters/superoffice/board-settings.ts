import type { FieldId } from '../../model/fields.js';
import { isObject } from '../../model/parse-values.js';
import type { Id } from '../../model/records.js';
import { AdapterError } from '../../store/port.js';
import { namesOfColumns } from './column-names.js';
import { textOf } from '../rest/rest-problem.js';
import type { Installation } from './installation.js';

/** How a selection is shown as a board, in the terms of `<lead-board>`. */
export interface BoardSettings {
  readonly of: 'contact' | 'company';
  /** Left out: as the product has it by default, or by a field that is none here. */
  readonly groupBy?: FieldId;
  readonly sort?: FieldId;
  readonly sortDirection: 'ascending' | 'descending';
  readonly hideEmpty: boolean;
}

export interface BoardOptions {
  readonly signal: AbortSignal;
  /** Whose settings; 0, the default, are those of everybody. */
  readonly associateId?: number;
}

const agent = 'v1/Agents/Selection';

/** The settings of a selection's board. */
export async function readBoardSettings(
  installation: Installation,
  selectionId: Id,
  options: BoardOptions,
): Promise<BoardSettings> {
  const settings = await readEntity(installation, selectionId, options);
  const { fieldOf } = namesOfColumns(installation.maps, installation.decisions);
  const field = (key: string) => fieldOf(textOf(settings[key]))?.field;
  const [groupBy, sort] = [field('GroupBy'), field('SortBy')];
  const table = textOf(settings['ViewEntity']) || textOf(settings['EntityType']);
  return {
    of: /^contact$/i.test(table) ? 'company' : 'contact',
    ...(groupBy === undefined ? {} : { groupBy }),
    ...(sort === undefined ? {} : { sort }),
    sortDirection: settings['SortDesc'] === true ? 'descending' : 'ascending',
    hideEmpty: settings['HideEmptyGroups'] === true,
  };
}

/** Saves what is given and leaves the rest as it is. Rejects with `invalid` for a field that is no column there. */
export async function saveBoardSettings(
  installation: Installation,
  selectionId: Id,
  settings: Partial<BoardSettings>,
  options: BoardOptions,
): Promise<void> {
  const before = await readEntity(installation, selectionId, options);
  const { columnOf } = namesOfColumns(installation.maps, installation.decisions);
  const column = (field: FieldId) => {
    const found = columnOf(field);
    if (found === undefined)
      throw new AdapterError('invalid', `The field "${field}" is no column of SuperOffice.`);
    return found;
  };
  const { of, groupBy, sort, sortDirection, hideEmpty } = settings;
  const body = {
    ...before,
    ...(of && { ViewEntity: of === 'company' ? 'contact' : 'person' }),
    ...(groupBy !== undefined && { GroupBy: column(groupBy) }),
    ...(sort !== undefined && { SortBy: column(sort) }),
    ...(sortDirection && { SortDesc: sortDirection === 'descending' }),
    ...(hideEmpty !== undefined && { HideEmptyGroups: hideEmpty }),
  };
  const path = `${agent}/SaveBoardViewSettingsForSelectionAndAssociate`;
  await installation.client.callOnce({ method: 'POST', path, body }, () => {}, options.signal);
}

function readEntity(
  { client, ids }: Installation,
  selectionId: Id,
  { associateId = 0, signal }: BoardOptions,
) {
  const body = { AssociateId: associateId, SelectionId: ids.numberOf('selection', selectionId) };
  const path = `${agent}/GetBoardViewSettingsForSelection`;
  return client.call({ method: 'POST', path, body }, (answer) => (isObject(answer) ? answer : {}), signal);
}
