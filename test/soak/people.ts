import { updated } from '../../src/model/changes.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import type { CommandResult } from '../../src/store/types.js';
import type { SoakBackend } from './soak-backend.js';

/** A value that a person was told is saved, or kept until it can be. */
export interface Acknowledged {
  /** As `SoakBackend.written` names it. */
  readonly write: string;
  readonly waiting: boolean;
  /** Where it was entered: `contact/ada/title`. */
  readonly place: string;
  /** Grows with each thing that the person does, in whichever tab. */
  readonly turn: number;
}

/** What people in the soak have done: each value that they enter is another one. */
export class People {
  readonly acknowledged: Acknowledged[] = [];
  /** Values that a person chose again in a conflict: they may have been there before. */
  readonly insisted = new Set<string>();
  /** Values that a person gave up for somebody else's. */
  readonly givenUp = new Set<string>();
  readonly contacts: string[];
  readonly #random: () => number;
  #count = 0;

  /** @param random from 0 to 1, seeded */
  constructor(contacts: readonly string[], random: () => number) {
    this.contacts = [...contacts];
    this.#random = random;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)]!;
  }

  /** One thing that a person does; resolves when the person has the answer. */
  async act(store: LeadStore, backend: SoakBackend): Promise<void> {
    const dice = this.#random();
    if (dice < 0.5) await this.#edit(store);
    else if (dice < 0.65) await this.#create(store);
    else if (dice < 0.75)
      await store.setLeadStatus(
        [this.pick(this.contacts), this.pick(this.contacts)],
        this.pick(['1', '2', '3']),
      );
    else if (dice < 0.9) this.#others(backend);
    else await this.decide(store);
  }

  async #edit(store: LeadStore): Promise<void> {
    const id = this.#random() < 0.7 ? this.pick(this.contacts.slice(0, 3)) : this.pick(this.contacts);
    const field = this.pick(['title', 'phone', 'note'] as const);
    const turn = this.#count++;
    const value = `${field} ${turn}`;
    this.#note(await store.updateContact(id, { [field]: value }), turn, `contact/${id}/${field}`, value);
  }

  async #create(store: LeadStore): Promise<void> {
    const turn = this.#count++;
    const lastName = `Soak ${turn}`;
    const result = await store.createContact({
      firstName: 'New',
      lastName,
      companyId: this.pick(['acme', 'globex']),
    });
    if (result.status !== 'done') return;
    this.#note(result, turn, `contact/${result.value}/lastName`, lastName);
    if (!result.waiting) this.contacts.push(result.value);
  }

  /** Past all rules and versions, as a batch job in the backend would. */
  #others(backend: SoakBackend): void {
    const field = this.pick(['title', 'phone'] as const);
    const change = updated('contact', this.pick(['ada', 'grace']), { [field]: `other ${this.#count++}` });
    backend.change([change], 'Somebody');
  }

  /** Decides one conflict, this way or that. */
  async decide(store: LeadStore): Promise<void> {
    const conflict = store.conflicts[0];
    if (!conflict) return;
    const choice = this.pick(['mine', 'theirs'] as const);
    const result = await store.resolveConflict(conflict, choice);
    if (result.status !== 'done') return;
    const values = choice === 'mine' ? this.insisted : this.givenUp;
    for (const { field, mine } of conflict.fields)
      values.add(`${conflict.entity}/${conflict.id}/${field}=${String(mine)}`);
  }

  /** Whether the same person has entered something else there since. */
  isReplaced({ place, turn }: Acknowledged): boolean {
    return this.acknowledged.some((each) => each.place === place && each.turn > turn);
  }

  #note(result: CommandResult<unknown>, turn: number, field: string, value: string): void {
    if (result.status !== 'done') return;
    const waiting = result.waiting === true;
    this.acknowledged.push({ write: `${field}=${value}`, waiting, place: field, turn });
  }
}

/** Mulberry32 (public domain, Tommy Ettinger): small, seeded, good enough for dice. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
