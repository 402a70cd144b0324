import { beforeEach, describe, expect, it, vi } from 'vitest';
import { GridAnswers } from '../../../../src/elements/record-grid/grid-answers.js';
import type { GridState } from '../../../../src/elements/record-grid/questions.js';
import { createFieldCatalog, type Subject } from '../../../../src/model/fields.js';
import type { Answer, Question } from '../../../../src/query/types.js';

/** In place of questions that a store answers: the test says what the answer is. */
class Controller {
  static all: Controller[] = [];
  answer: Answer = { phase: 'loading', rows: [], offset: 0, total: 'unknown', groups: [] };
  readonly ask: () => Question | undefined;

  constructor(_host: unknown, ask: () => Question | undefined) {
    this.ask = ask;
    Controller.all.push(this);
  }

  hostDisconnected(): void {}
}

vi.mock('../../../../src/controllers/question-controller.js', () => ({
  get QuestionController() {
    return Controller;
  },
}));

const hobby = { entity: 'contact', key: 'hobby', label: 'Hobby', type: 'text' } as const;

function grid() {
  const controllers: { hostUpdate?(): void }[] = [];
  const host = {
    addController: (each: (typeof controllers)[0]) => controllers.push(each),
    removeController() {},
    requestUpdate() {},
    leads: { fields: createFieldCatalog([hobby]) },
  };
  let state: GridState | undefined;
  const answers = new GridAnswers(host as never, () => state);
  const [main] = Controller.all;
  const known = createFieldCatalog([hobby]);
  return {
    host,
    answers,
    answer(part: Partial<Answer>, groupBy: readonly string[], of: Subject = 'contact') {
      main!.answer = { ...main!.answer, ...part };
      const fields = groupBy.map((id) => known.get(id)!);
      state = { of, criteria: undefined, filters: [], columns: [], sort: [], groupBy: fields };
      for (const each of controllers) each.hostUpdate?.();
    },
    shown() {
      const { rows, total } = answers.rows(({ key, level, path }) => ({
        kind: 'group',
        key,
        label: `${answers.grouped[level - 1]!.id} ${String(path.at(-1))}`,
        expanded: false,
      }));
      return { total, labels: rows.map((row) => (row.kind === 'group' ? row['label'] : row.id)) };
    },
  };
}

const byEmail = { phase: 'ready', total: { exact: 5000 }, groups: [{ value: 'x@y', count: 5000 }] } as const;

describe('a grid whose answer belongs to the question before', () => {
  beforeEach(() => void (Controller.all = []));

  it('shows its groups by what they are groups of', () => {
    const { answer, shown } = grid();
    answer(byEmail, ['contact.email']);
    answer({ phase: 'stale' }, ['company.name']);
    expect(shown()).toEqual({ total: 1, labels: ['contact.email x@y'] });
    answer({ phase: 'ready', groups: [{ value: 'Acme', count: 5000 }] }, ['company.name']);
    expect(shown()).toEqual({ total: 1, labels: ['company.name Acme'] });
  });

  it('shows its rows until there are groups', () => {
    const { answer, shown } = grid();
    answer({ phase: 'ready', total: { exact: 1 }, rows: [{ id: 'ada', values: {} }] }, []);
    answer({ phase: 'stale' }, ['company.name']);
    expect(shown()).toEqual({ total: 1, labels: ['ada'] });
  });

  it('has room for all rows when nothing is grouped any more and their order is still being made', () => {
    const { answer, shown } = grid();
    answer(byEmail, ['contact.email']);
    answer({ phase: 'stale', groups: [] }, []);
    expect(shown()).toEqual({ total: 5000, labels: [] });
  });

  it('shows no groups of contacts where companies are asked for', () => {
    const { answer, shown } = grid();
    answer(byEmail, ['contact.email']);
    answer({ phase: 'stale' }, ['company.name'], 'company');
    expect(shown().labels).toEqual([]);
  });

  it('shows no groups by a field that is gone', () => {
    const { answer, shown, host } = grid();
    answer(byEmail, ['contact.hobby', 'contact.email']);
    host.leads = { fields: createFieldCatalog([]) };
    answer({ phase: 'stale' }, ['contact.email']);
    expect(shown().labels).toEqual([]);
  });
});
