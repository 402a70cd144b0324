import type { Subject } from '../../model/fields.js';
import type { Id, RecordRef } from '../../model/records.js';
import type { Rows } from '../../store/port.js';
import type { ArchiveAnswer, ArchiveQuestion } from './archive.js';
import { wire } from './fields.js';
import type { Installation } from './installation.js';
import { keyOf, toRow, type Row, type RowContext } from './rows.js';

/** A row with the key that it has there. */
export interface KeyedRow {
  readonly key: number | undefined;
  readonly row: Row;
}

/** Reads contacts and companies from their archives. */
export class Records {
  readonly #installation: Installation;

  constructor(installation: Installation) {
    this.#installation = installation;
  }

  /** Rows of an archive as rows of the model, in their order. */
  async ask(
    of: Subject,
    question: Omit<ArchiveQuestion, 'select'>,
    signal: AbortSignal,
  ): Promise<{ readonly rows: readonly KeyedRow[]; readonly answer: ArchiveAnswer }> {
    const { archives } = this.#installation;
    const { fields } = (await this.#installation.catalogs(signal))[of];
    const context = await this.#context(of, signal);
    const { key } = wire[of];
    const select = [key, ...fields.map(({ column }) => column)];
    // A search that leaves out nothing has to say so: some archives give nothing without a restriction.
    const filter = question.filter || `${key} greater 0`;
    const answer = await archives[of].ask({ ...question, select, filter }, signal);
    const rows = answer.rows.map((raw) => ({ key: keyOf(raw), row: toRow(of, raw, fields, context) }));
    return { rows, answer };
  }

  /** Everything, page by page in the order of the keys: what comes or goes meanwhile shifts nothing. */
  async *all(of: Subject, signal: AbortSignal): AsyncGenerator<readonly Row[]> {
    const { readPageSize: top } = this.#installation.decisions;
    const { key } = wire[of];
    for (let last = 0; ;) {
      const { rows, answer } = await this.ask(
        of,
        { filter: `${key} greater ${last}`, orderBy: `${key} asc`, top },
        signal,
      );
      yield rows.map(({ row }) => row);
      const next = rows.at(-1)?.key ?? last;
      if (!answer.more || next <= last) return;
      last = next;
    }
  }

  /** Records by their numbers, in any order. One that is not there is left out. */
  async byKeys(of: Subject, keys: readonly number[], signal: AbortSignal): Promise<readonly KeyedRow[]> {
    const { keysPerRequest: most } = this.#installation.decisions;
    const { key } = wire[of];
    const unique = [...new Set(keys)];
    const parts = Array.from({ length: Math.ceil(unique.length / most) }, (_, at) =>
      unique.slice(at * most, (at + 1) * most),
    );
    const pages = await Promise.all(
      parts.map((part) => {
        const filter = part.map((number) => `${key} = ${number}`).join(' or ');
        return this.ask(of, { filter, orderBy: `${key} asc`, top: part.length }, signal);
      }),
    );
    return pages.flatMap(({ rows }) => rows);
  }

  /** Records by id, with the companies of contacts. */
  async get(refs: readonly RecordRef[], signal: AbortSignal): Promise<Rows> {
    const numbers = (of: Subject, wanted: readonly (Id | null)[]) =>
      wanted.flatMap((id) => (id === null ? [] : (this.#installation.ids.numberOf(of, id) ?? [])));
    const idsOf = (of: Subject) => refs.flatMap(({ entity, id }) => (entity === of ? [id] : []));
    const contacts = await this.byKeys('contact', numbers('contact', idsOf('contact')), signal);
    const companies = await this.companiesOf(contacts, signal, numbers('company', idsOf('company')));
    const lists = refs.some(({ entity }) => entity === 'category' || entity === 'leadStatus')
      ? await this.#installation.setupRows(signal)
      : {};
    return { ...lists, contacts: contacts.map(({ row }) => row), companies };
  }

  async companiesOf(
    contacts: readonly KeyedRow[],
    signal: AbortSignal,
    more: readonly number[] = [],
  ): Promise<readonly Row[]> {
    const { ids } = this.#installation;
    const keys = contacts.flatMap(({ row }) => {
      const { companyId } = row;
      return typeof companyId === 'string' ? (ids.numberOf('company', companyId) ?? []) : [];
    });
    return (await this.byKeys('company', [...keys, ...more], signal)).map(({ row }) => row);
  }

  /** Lists are read only for fields whose names come from them, or whose answers may hold names alone. */
  async #context(of: Subject, signal: AbortSignal): Promise<RowContext> {
    const { maps, ids, decisions, language } = this.#installation;
    const names = maps[of].flatMap(({ kind, list }) => (list !== undefined && kind !== 'text' ? [list] : []));
    const lists = await Promise.all(
      names.map(async (name) => [name, await this.#installation.list(name, signal)] as const),
    );
    return { ids, decisions, language, lists: new Map(lists) };
  }
}
