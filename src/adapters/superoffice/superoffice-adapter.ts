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
  RemoteEvent,
  Rows,
  SaveOptions,
  SaveOutcome,
} from '../../store/port.js';
import { throwIfCancelled } from '../saving.js';
import { notify, type Watcher } from '../watchers.js';
import type { BoardOptions, BoardSettings } from './board-settings.js';
import { Installation } from './installation.js';
import type { SuperOfficeAdapterOptions } from './options.js';
import { Records } from './records.js';
import type { Later } from './later.js';

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
  #loaded: Promise<Later> | undefined;

  constructor(options: SuperOfficeAdapterOptions) {
    this.#installation = new Installation(options);
    this.#records = new Records(this.#installation);
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
      const { selectionRows } = await this.#later();
      yield { selections: await selectionRows(this.#installation, signal) };
    }
    if (wants('company'))
      for await (const companies of this.#records.all('company', signal)) yield { companies };
    if (wants('contact'))
      for await (const contacts of this.#records.all('contact', signal)) yield { contacts };
  }

  async save(changes: readonly Change[], options: SaveOptions): Promise<readonly SaveOutcome[]> {
    throwIfCancelled(options.signal);
    return (await this.#later()).saving.save(changes, options);
  }

  /** Only where it was decided to ask now and then (`pollInterval`). */
  watch(watcher: Watcher, { signal }: CallOptions): void {
    if (this.#installation.decisions.pollInterval === undefined) return;
    const tell = (event: RemoteEvent) => signal.aborted || notify(watcher, event);
    this.#later().then(
      ({ poll }) => poll(this.#installation, this.#records, tell, signal),
      () => tell({ kind: 'notice', code: 'watch-lost' }),
    );
  }

  async query(query: PageQuery, { signal }: CallOptions): Promise<Page> {
    throwIfCancelled(signal);
    return (await this.#later()).questions.query(query, signal);
  }

  async count(query: CountQuery, { signal }: CallOptions): Promise<Total> {
    return (await this.#later()).questions.count(query, signal);
  }

  get(refs: readonly RecordRef[], { signal }: CallOptions): Promise<Rows> {
    return this.#records.get(refs, signal);
  }

  async boardSettings(selectionId: Id, options: BoardOptions): Promise<BoardSettings> {
    return (await this.#later()).readBoardSettings(this.#installation, selectionId, options);
  }

  async saveBoardSettings(
    selectionId: Id,
    settings: Partial<BoardSettings>,
    options: BoardOptions,
  ): Promise<void> {
    return (await this.#later()).saveBoardSettings(this.#installation, selectionId, settings, options);
  }

  /** If it can't be loaded, the next one who needs it tries again. */
  #later(): Promise<Later> {
    this.#loaded ??= import('./later.js').then(
      ({ createLater }) => createLater(this.#installation, this.#records),
      (error: unknown) => {
        this.#loaded = undefined;
        throw error;
      },
    );
    return this.#loaded;
  }
}
