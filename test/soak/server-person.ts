import { createHttpAdapter } from '../../src/adapters/http/index.js';
import type { Contact } from '../../src/model/index.js';
import { ask, type LiveAnswer } from '../../src/store/ask.js';
import { LeadStore } from '../../src/store/lead-store.js';

/** A change that a person was told is saved. Each title is another one. */
export interface Acknowledged {
  readonly id: string;
  readonly title: string;
  readonly milliseconds: number;
}

/** Somebody at a board: sees it live, and moves a card now and then. Never reloads the page. */
export class Person {
  readonly store: LeadStore;
  readonly acknowledged: Acknowledged[] = [];
  /** Told that it was not saved, by kind: while the database was away, or somebody else was faster. */
  readonly failed = new Map<string, number>();
  /** What the board said when it could not be asked. */
  readonly complaints: string[] = [];
  readonly #board: LiveAnswer;
  readonly #name: string;
  readonly #random: () => number;

  constructor(url: string, name: string, random: () => number) {
    this.#name = name;
    this.#random = random;
    const adapter = createHttpAdapter({ url, tries: 12, backOff: 50, timeout: 15_000, heartbeat: 30_000 });
    this.store = new LeadStore({ adapter, timeout: 60_000 });
    const leads = {
      match: 'all',
      items: [{ field: 'company.leadStatusEnabled', operator: 'isYes' }],
    } as const;
    this.#board = ask(
      this.store,
      {
        of: 'contact',
        criteria: leads,
        sort: [{ field: 'contact.name', direction: 'ascending' }],
        fields: ['contact.name', 'contact.leadStatus'],
        groupBy: ['contact.leadStatus'],
        window: { offset: 0, limit: 50 },
      },
      { language: 'en' },
      ({ phase, error }) => phase === 'failed' && this.complaints.push(JSON.stringify(error)),
    );
  }

  get board() {
    return this.#board.answer;
  }

  /** Moves a card, or writes on it: one command. */
  async act(cards: readonly string[]): Promise<void> {
    const { store } = this;
    const [conflict] = store.conflicts;
    if (conflict) {
      await store.resolveConflict(conflict, 'theirs');
      return;
    }
    const id = cards[Math.floor(this.#random() * cards.length)]!;
    const title = `${this.#name} ${this.acknowledged.length + this.failures}`;
    const leadStatusId = String(1 + Math.floor(this.#random() * 5));
    const started = performance.now();
    const result = await store.updateContact(id, { title, leadStatusId });
    if (result.status === 'done')
      this.acknowledged.push({ id, title, milliseconds: performance.now() - started });
    else {
      const kind = result.status === 'failed' ? result.problem.kind : result.reasons[0]!.code;
      this.failed.set(kind, (this.failed.get(kind) ?? 0) + 1);
    }
  }

  get failures(): number {
    return [...this.failed.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Cards that this person's page shows otherwise than they are. */
  differences(cards: readonly Contact[]): string[] {
    return cards.flatMap((card) => {
      const { record, pending, phase } = this.store.record('contact', card.id);
      if (!record) return [`${card.id} is ${phase}`];
      const same = record.title === card.title && record.leadStatusId === card.leadStatusId;
      return same && !pending ? [] : [`${card.id}: ${record.title} instead of ${card.title}`];
    });
  }

  leave(): void {
    this.#board.close();
    this.store.close();
  }
}
