import { createPeople, rowsOf, type PersonRow } from '../people.js';
import type { Step, ViewSuite } from '../view.js';
import { oursGrid } from './ours.js';
import { columns, compareTexts, rowsCompared, rowsText, type GridWidget } from './widget.js';

const pages = 12;
const rowsOfPage = 14;

export const gridSuite: ViewSuite<GridWidget> = {
  name: 'grid',
  ours: oursGrid,
  peers: {
    aggrid: async () => (await import('./ag-grid.js')).agGrid,
    tanstack: async () => (await import('./tanstack.js')).tanstack,
  },
  people: (n) => createPeople(n),
  plan: (people) => {
    const rows = rowsOf(people);
    const byName = sorted(rows, 'name', 1);
    const byCompany = sorted(rows, 'companyName', 1);
    const byCompanyDown = sorted(rows, 'companyName', -1);
    const idAt = (row: number) => byName[row]?.id ?? '';
    const middle = Math.floor(rows.length / 2);
    const [first] = byCompanyDown;
    const title = 'Changed just now';
    const changed = byCompanyDown.map((row, index) => (index === 0 ? { ...row, title } : row));
    const steps: Step<GridWidget>[] = [
      { op: 'scroll_mid', act: (grid) => grid.jumpTo(middle, idAt(middle)), seen: textFrom(byName, middle) },
    ];
    for (let page = 1; page <= pages && middle + (page + 2) * rowsOfPage < rows.length; page++) {
      const row = middle + page * rowsOfPage;
      steps.push({
        op: 'scroll_page',
        act: (grid) => grid.scrollBy(rowsOfPage),
        seen: textFrom(byName, row),
      });
    }
    steps.push(
      { act: (grid) => grid.jumpTo(0, idAt(0)), seen: textFrom(byName, 0) },
      { op: 'sort_up', act: (grid) => grid.clickHeader('companyName'), seen: textFrom(byCompany, 0) },
      { op: 'sort_down', act: (grid) => grid.clickHeader('companyName'), seen: textFrom(byCompanyDown, 0) },
      { op: 'change', act: (grid) => grid.setTitle(first?.id ?? '', title), seen: textFrom(changed, 0) },
      { act: (grid) => grid.setTitle(first?.id ?? '', first?.title ?? ''), seen: textFrom(byCompanyDown, 0) },
    );
    return { opened: textFrom(byName, 0), steps };
  },
};

/** Those who are equal keep their order, whichever way the others are sorted. */
function sorted(rows: readonly PersonRow[], column: 'name' | 'companyName', direction: 1 | -1): PersonRow[] {
  return [...rows].sort((a, b) => direction * compareTexts(a[column], b[column]));
}

function textFrom(rows: readonly PersonRow[], from: number): string {
  return rowsText(
    rows.slice(from, from + rowsCompared).map((row) => columns.map((column) => row[column] ?? '')),
  );
}
