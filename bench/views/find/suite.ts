import { createPeople, rowsOf } from '../people.js';
import type { ViewSuite } from '../view.js';
import { oursFind } from './ours.js';
import { compareNames, findText, isFound, type FindWidget } from './widget.js';

/** As a person types a name: each text is one change of the criteria. */
const typed = ['be', 'ber', 'berg', 'bergs', 'berg'];

export const findSuite: ViewSuite<FindWidget> = {
  name: 'find',
  ours: oursFind,
  peers: {
    querybuilder: async () => (await import('./react-querybuilder.js')).reactQueryBuilder,
  },
  people: (n) => createPeople(n),
  plan: (people) => {
    const rows = rowsOf(people).sort((a, b) => compareNames(a.name, b.name));
    const seen = (text: string) => {
      const found = rows.filter((row) => isFound(row, text));
      return findText(
        found.length,
        found.map((row) => [row.name, row.email ?? ''] as const),
      );
    };
    return {
      opened: seen('b'),
      steps: typed.map((text) => ({ op: 'type', act: (find) => find.type(text), seen: seen(text) })),
    };
  },
};
