import type { CsvTable, ImportPlan, Mapping } from '../../importer/index.js';
import type { Category } from '../../model/records.js';

interface Mapped {
  readonly table: CsvTable;
  readonly mapping: Mapping;
}

/**
 * Gives the new companies of a plan that the file says no category of a category: as a last column of the file, filled
 * in for those, so that another plan of it follows the rules (L4, L7) for them. Undefined when there are none.
 */
export function withCategory(
  { table, mapping }: Mapped,
  plan: ImportPlan,
  category: Category,
  fold: (name: string) => string,
): Mapped | undefined {
  const names = new Set(
    [...plan.companies.values()].flatMap((company) =>
      company.categoryId == null ? [fold(company.name)] : [],
    ),
  );
  if (names.size === 0) return undefined;
  const nameColumns = mapping.flatMap((target, index) => (target === 'company.name' ? [index] : []));
  const cellFor = (cells: readonly (string | null)[]) => {
    const column = nameColumns.find((index) => cells[index] != null);
    const name = column === undefined ? null : (cells[column] ?? null);
    return name !== null && names.has(fold(name)) ? category.name : null;
  };
  return {
    table: {
      ...table,
      headers: [...table.headers, ''],
      rows: table.rows.map(({ line, cells }) => ({ line, cells: [...cells, cellFor(cells)] })),
    },
    mapping: [...mapping, 'company.category'],
  };
}
