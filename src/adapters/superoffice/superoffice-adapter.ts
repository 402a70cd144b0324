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
import type { BoardOptions, BoardSettings } from './board-settings.js';
import { Installation } from './installation.js';
import type { SuperOfficeAdapterOptions } from './options.js';
import type { Questions } from './questions.js';
import { Records } from './records.js';
import type { Saving } from './save.js';

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
  /** Loaded with the first question: a page that reads everything never needs it. */
  readonly #questions: () => Promise<Questions>;
  readonly #saving: () => Promise<Saving>;

  constructor(options: SuperOfficeAdapterOptions) {
    this.#installation = new Installation(options);
    this.#records = new Records(this.#installation);
    this.#questions = once(async () => {
      const { Questions } = await import('./later.js');
      return new Questions(this.#installation, this.#records);
    });
    this.#saving = once(async () => {
      const { Saving } = await import('./later.js');
      return new Saving(this.#installation, this.#records);
    });
  }

  capabilities({ signal }: CallOptions): Promise<Capabilities> {
    return this.#installation.capabilities(signal);
  }

  async *read({ entities, signal }: ReadOptions): AsyncGenerator<Rows> {
    throwIfCancelled(signal);
    const wants = (...names: readonly EntityName[]) => names.some((name) => entities.includes(name));
    if (wants('settings', 'category', 'leadStatus'))
      yield { settings: this.#installation.settings, ...(await this.#installation.setupRows(signal, true)) };
    if (wants('selection')) {
      const { selectionRows } = await import('./later.js');
      yield { selections: await selectionRows(this.#installation, signal) };
    }
    if (wants('company'))
      for await (const companies of this.#records.all('company', signal)) yield { companies };
    if (wants('contact'))
      for await (const contacts of this.#records.all('contact', signal)) yield { contacts };
  }

  async save(changes: readonly Change[], options: SaveOptions): Promise<readonly SaveOutcome[]> {
    throwIfCancelled(options.signal);
    return (await this.#saving()).save(changes, options);
  }

  async query(query: PageQuery, { signal }: CallOptions): Promise<Page> {
    throwIfCancelled(signal);
    return (await this.#questions()).query(query, signal);
  }

  async count(query: CountQuery, { signal }: CallOptions): Promise<Total> {
    return (await this.#questions()).count(query, signal);
  }

  async get(refs: readonly RecordRef[], { signal }: CallOptions): Promise<Rows> {
    return this.#records.get(refs, signal);
  }

  async boardSettings(selectionId: Id, options: BoardOptions): Promise<BoardSettings> {
    const { readBoardSettings } = await import('./later.js');
    return readBoardSettings(this.#installation, selectionId, options);
  }

  async saveBoardSettings(
    selectionId: Id,
    settings: Partial<BoardSettings>,
    options: BoardOptions,
  ): Promise<void> {
    const { saveBoardSettings } = await import('./later.js');
    return saveBoardSettings(this.#installation, selectionId, settings, options);
  }
}

/** Loads a part when it is first needed. If that fails, the next one who needs it tries again. */
function once<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let part: Promise<Part> | undefined;
  return () =>
    (part ??= load().catch((error: unknown) => {
      part = undefined;
      throw error;
    }));
}
