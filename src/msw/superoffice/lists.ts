import { notFound } from './errors.js';
import type { Translator } from './language.js';
import { operatorsOf } from './operators.js';
import type { Item, World } from './world.js';

const groupEnum = ['Unknown', 'Customer', 'PotentialCustomer', 'Partner', 'Lost', 'Other'] as const;

/** `GET MDOList/{name}`; `restrictionOperators` takes the type as `additional`. */
export function answerList(
  world: World,
  name: string,
  parameters: URLSearchParams,
  translate: Translator,
): object[] {
  if (name.toLowerCase() === 'restrictionoperators')
    return operatorsOf(parameters.get('additional') ?? '').map((Type, index) =>
      mdoItem(
        {
          Id: index + 1,
          Name: `[SR_OPERATOR_${Type.toUpperCase()}]`,
          ToolTip: '',
          Rank: index + 1,
          Deleted: false,
        },
        translate,
        Type,
      ),
    );
  const items = world.lists[name.toLowerCase()];
  if (!items) throw notFound(`MDO list ${name}`);
  return items.map((item) => mdoItem(item, translate));
}

/** `POST Agents/List/GetCategoryEntity?categoryEntityId=`. */
export function answerCategory(world: World, id: number, translate: Translator): object {
  const item = world.find('category', id);
  if (!item) throw notFound(`Category id ${id}`);
  const { Id, Name, ToolTip, Rank, Deleted, Group = 0, EnableLeadStatus = false } = item;
  return {
    CategoryId: Id, Name: translate(Name), CategoryGroup: groupEnum[Group], Tooltip: translate(ToolTip), Rank,
    EnableLeadStatus, CategoryFamilyId: 0, Deleted, TableRight: null, FieldProperties: {},
  }; // prettier-ignore
}

function mdoItem({ Id, Name, ToolTip, Rank, Deleted }: Item, translate: Translator, Type = ''): object {
  return {
    Id, Name: translate(Name), ToolTip: translate(ToolTip), Deleted, Rank, Type, ColorBlock: 0, IconHint: '', Selected: false,
    LastChanged: '0001-01-01T00:00:00', ChildItems: [], ExtraInfo: '', StyleHint: '', Hidden: false, FullName: null,
    TableRight: null, FieldProperties: {},
  }; // prettier-ignore
}
