import type { FieldId, Subject } from '../../model/fields.js';
import type { Decisions } from './decisions.js';
import { wire, type FieldMap } from './fields.js';

type Maps = Readonly<Record<Subject, readonly FieldMap[]>>;

/** A field of ours that a column is; without a map: one that is made of others. */
export interface NamedField {
  readonly field: FieldId;
  readonly map?: FieldMap;
}

/** Columns that no single field is read from, and names that only selections and boards use. */
const others: Readonly<Record<string, FieldId>> = {
  fullName: 'contact.name',
  categoryGroup: 'company.categoryGroup',
};
const synonyms: Readonly<Record<string, string>> = {
  personCategory: 'category',
  associateId: 'contactAssociate/fullName',
};

/**
 * Which fields the columns in criteria of selections and in settings of boards are. Providers of selections have columns
 * of people and companies side by side, of companies with a prefix or without.
 */
export function namesOfColumns(maps: Maps, { companyPrefixes }: Pick<Decisions, 'companyPrefixes'>) {
  const fields = new Map<string, NamedField>();
  // Those of contacts last: where a name is both, it is theirs.
  for (const entity of ['company', 'contact'] as const)
    for (const map of maps[entity])
      for (const column of map.columns)
        fields.set(column, { field: `${entity}.${map.field ?? map.key}`, map });
  for (const [column, field] of Object.entries(others)) fields.set(column, { field });

  return {
    fieldOf(column: string): NamedField | undefined {
      const prefix = companyPrefixes.find((each) => column.startsWith(each)) ?? '';
      const name = column.slice(prefix.length);
      return fields.get(synonyms[name] ?? name);
    },
    columnOf(field: FieldId): string | undefined {
      if (field === 'contact.name') return 'fullName';
      const found = [...fields].find(([, each]) => each.field === field);
      return found?.[0] ?? Object.values(wire).find(({ key }) => field.endsWith(`.${key}`))?.key;
    },
  };
}

export type ColumnNames = ReturnType<typeof namesOfColumns>;
