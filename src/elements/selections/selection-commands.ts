import { commonMessages, problemMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { selectionsMessages } from '../../locale/selections.js';
import type { Id, Selection } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { SelectionCriteria } from '../../store/selection-criteria.js';
import type { CommandResult, SelectionDraft } from '../../store/types.js';
import type { Toast } from '../../ui/toasts.js';
import { collectIds } from '../collect-ids.js';
import { reasonSentence } from '../sentences.js';
import { freeName, usersOf } from './selection-texts.js';

/** What commands need of the element. */
export interface CommandHost {
  readonly leads: LeadStore | undefined;
  readonly locale: LocaleController;
  criteriaOf(store: LeadStore, id: Id): SelectionCriteria;
  toast(toast: Toast): void;
  /** A selection was saved or deleted, and rendered. */
  changed(id: Id, kind: 'created' | 'updated' | 'deleted'): void;
  /** A deleted one is back. */
  broughtBack(id: Id): void;
}

type NotDone = Exclude<CommandResult<unknown>, { status: 'done' }>;

/** What is done with a whole selection at once, and what is said about it: copy, keep its members, delete, bring back. */
export class SelectionCommands {
  readonly #host: CommandHost;

  constructor(host: CommandHost) {
    this.#host = host;
  }

  async copy({ name, description, of, source }: Selection): Promise<void> {
    const text = this.#host.locale.texts(selectionsMessages);
    const free = freeName(this.#store.selections, text('copyName', { name }), (number) =>
      text('copyNameNumbered', { name, number }),
    );
    await this.#create({ name: free, description, of, source }, text('copied', { name: free }));
  }

  /** Whoever is in it now, for good. */
  async toStatic({ id, name, description, of }: Selection): Promise<void> {
    const { locale } = this.#host;
    const store = this.#store;
    const text = locale.texts(selectionsMessages);
    const resolved = this.#host.criteriaOf(store, id);
    if (!resolved.ok) return;
    const { language } = locale;
    const collected = await collectIds(store, { of, criteria: resolved.criteria, language });
    if (!collected.ok) return this.#host.toast({ text: collected.error.message, tone: 'danger' });
    const proposal = text('staticName', { name });
    const free = freeName(store.selections, proposal, (number) => `${proposal} ${locale.number(number)}`);
    const count = collected.ids.length;
    const source = { kind: 'static', members: collected.ids } as const;
    await this.#create({ name: free, description, of, source }, text('madeStatic', { name: free, count }));
  }

  /** Answers whether it is gone. */
  async delete(selection: Selection): Promise<boolean> {
    const { locale } = this.#host;
    const store = this.#store;
    const result = await store.deleteSelection(selection.id);
    if (result.status !== 'done') {
      this.#complain(result, selection);
      return false;
    }
    this.#host.toast({
      text: locale.texts(selectionsMessages)('deleted', { name: selection.name }),
      action: {
        label: locale.texts(commonMessages)('undo'),
        run: () => void this.#bringBack(store, selection),
      },
    });
    this.#host.changed(selection.id, 'deleted');
    return true;
  }

  /** The store's own undo, unless something else was done since: then a new one with the same content. */
  async #bringBack(store: LeadStore, selection: Selection): Promise<void> {
    const last = store.journal.filter(({ undone }) => !undone).at(-1);
    const isLast = last?.command === 'deleteSelection' && last.changes.some(({ id }) => id === selection.id);
    const { name, description, of, source } = selection;
    const result: CommandResult<Id | void> = isLast
      ? await store.undo()
      : await store.createSelection({ name, description, of, source });
    if (result.status !== 'done') return this.#complain(result);
    const id = result.value ?? selection.id;
    this.#host.toast({
      text: this.#host.locale.texts(selectionsMessages)('restored', { name }),
      tone: 'success',
    });
    this.#host.changed(id, 'created');
    this.#host.broughtBack(id);
  }

  async #create(draft: SelectionDraft, said: string): Promise<void> {
    const result = await this.#store.createSelection(draft);
    if (result.status !== 'done') return this.#complain(result);
    this.#host.toast({ text: said, tone: 'success' });
    this.#host.changed(result.value, 'created');
  }

  #complain(result: NotDone, selection?: Selection): void {
    this.#host.toast({ text: this.#whyNot(result, selection), tone: 'danger' });
  }

  #whyNot(result: NotDone, selection?: Selection): string {
    const { locale } = this.#host;
    const store = this.#store;
    if (result.status === 'failed') return locale.texts(problemMessages)(result.problem.kind);
    const inUse = result.reasons.find(({ code }) => code === 'item-in-use');
    if (inUse && selection) {
      const users = usersOf(locale, store, inUse.records);
      const params = { name: selection.name, users, count: inUse.records.length };
      return locale.texts(selectionsMessages)('usedBy', params);
    }
    return result.reasons.map((reason) => reasonSentence(locale, store, reason)).join(' ');
  }

  get #store(): LeadStore {
    return this.#host.leads!;
  }
}
