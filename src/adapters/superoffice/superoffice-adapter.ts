import type { Change } from '../../model/changes.js';
import type { EntityName, Id, RecordRef } from '../../model/records.js';
import type { Total } from '../../query/types.js';
import type {
  CallOptions,
  Capabilities,
  CountQuery,
  LeadAdapter,
  Page,
  PageQuery,
  ReadOptions,
  Rows,
  SaveOptions,
  SaveOutcome,
} from '../../store/port.js';
import { throwIfCancelled } from '../saving.js';
import {
  readBoardSettings,
  saveBoardSettings,
  type BoardOptions,
  type BoardSettings,
} from './board-settings.js';
import { Installation } from './installation.js';
import type { SuperOfficeAdapterOptions } from './options.js';
import { Questions } from './questions.js';
import { Records } from './records.js';
import { Saving } from './save.js';
import { selectionRows } from './selections.js';

/**
 * Connects to SuperOffice CRM by its Web API (REST, version 1). What the installation can do is read from it: columns of
 * its archives, operators by type. Every call rejects with an `AdapterError`. What the documentation leaves open is in
 * `Decisions`, each to be replaced by itself.
 *
 * @example
 * const adapter = createSuperOfficeAdapter({
 *   url: 'https://sod.superoffice.com/Cust26759/api',
 *   token: () => session.accessToken(),
 *   language: 'nb',
 * });
 */
export function createSuperOfficeAdapter(options: SuperOfficeAdapterOptions): SuperOfficeAdapter {
  return new Adapter(options);
}

export interface SuperOfficeAdapter extends LeadAdapter {
  /** How a selection's board is set up there. */
  boardSettings(selectionId: Id, options: BoardOptions): Promise<BoardSettings>;
  /** Changes what is given, of everybody's settings or of one associate's. */
  saveBoardSettings(selectionId: Id, settings: Partial<BoardSettings>, options: BoardOptions): Promise<void>;
}

class Adapter implements SuperOfficeAdapter {
  readonly name = 'SuperOffice';
  readonly #installation: Installation;
  readonly #records: Records;
  readonly #questions: Questions;
  readonly #saving: Saving;

  constructor(options: SuperOfficeAdapterOptions) {
    this.#installation = new Installation(options);
    this.#records = new Records(this.#installation);
    this.#questions = new Questions(this.#installation, this.#records);
    this.#saving = new Saving(this.#installation, this.#records);
  }

  capabilities({ signal }: CallOptions): Promise<Capabilities> {
    return this.#installation.capabilities(signal);
  }

  async *read({ entities, signal }: ReadOptions): AsyncGenerator<Rows> {
    throwIfCancelled(signal);
    const wants = (...names: readonly EntityName[]) => names.some((name) => entities.includes(name));
    if (wants('settings', 'category', 'leadStatus'))
      yield { settings: this.#installation.settings, ...(await this.#installation.setupRows(signal, true)) };
    if (wants('selection')) yield { selections: await selectionRows(this.#installation, signal) };
    if (wants('company'))
      for await (const companies of this.#records.all('company', signal)) yield { companies };
    if (wants('contact'))
      for await (const contacts of this.#records.all('contact', signal)) yield { contacts };
  }

  async save(changes: readonly Change[], options: SaveOptions): Promise<readonly SaveOutcome[]> {
    throwIfCancelled(options.signal);
    return this.#saving.save(changes, options);
  }

  async query(query: PageQuery, { signal }: CallOptions): Promise<Page> {
    throwIfCancelled(signal);
    return this.#questions.query(query, signal);
  }

  async count(query: CountQuery, { signal }: CallOptions): Promise<Total> {
    return this.#questions.count(query, signal);
  }

  async get(refs: readonly RecordRef[], { signal }: CallOptions): Promise<Rows> {
    return this.#records.get(refs, signal);
  }

  boardSettings(selectionId: Id, options: BoardOptions): Promise<BoardSettings> {
    return readBoardSettings(this.#installation, selectionId, options);
  }

  saveBoardSettings(selectionId: Id, settings: Partial<BoardSettings>, options: BoardOptions): Promise<void> {
    return saveBoardSettings(this.#installation, selectionId, settings, options);
  }
}
