import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type {
  ColumnTarget,
  CsvTable,
  ImportPlan,
  ImportResult,
  ImportTarget,
  Mapping,
  TaskProgress,
} from '../../importer/index.js';
import type * as importerModule from '../../importer/index.js';
import { fatalIssue } from '../../importer/issues.js';
import { byRank, type Category, type Id } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import { showsLeadStatus } from '../setup/item-draft.js';
import { createImportContext, type StoreContext } from './import-context.js';
import { withCategory } from './with-category.js';

/** The importer and its CSV parser: loaded when a file is chosen, not with the element. */
export type Importer = typeof importerModule;
export type ImportStep = 'file' | 'columns' | 'review' | 'running' | 'result';

interface SessionHost extends ReactiveControllerHost {
  readonly isConnected: boolean;
  readonly leads: LeadStore | undefined;
}

/** How many rows of the file the preview is made of, and how many resulting rows it shows. */
const previewSample = 100;
export const previewRows = 20;

/** One import from the choice of a file to its result. Knows nothing of how it looks. */
export class ImportSession implements ReactiveController {
  step: ImportStep = 'file';
  file: File | undefined;
  importer: Importer | undefined;
  table: CsvTable | undefined;
  mapping: Mapping = [];
  /** The category of companies that the file creates and gives none. */
  categoryId: Id | null = null;
  keepDuplicates = false;
  /** What the first rows would become. */
  preview: ImportPlan | undefined;
  plan: ImportPlan | undefined;
  result: ImportResult | undefined;
  /** Of whatever is going on: reading, checking, importing. */
  progress: TaskProgress | undefined;
  /** The importer itself could not be loaded. */
  unavailable = false;

  readonly #host: SessionHost;
  #context: StoreContext | undefined;
  #task = new AbortController();

  constructor(host: SessionHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    // Moving the element within the page disconnects it for a moment only.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#task.abort();
    });
  }

  /** Reads a file and goes on to its columns, unless nothing of it can be imported. */
  async read(file: File): Promise<void> {
    const signal = this.#begin();
    Object.assign(this, {
      step: 'file',
      file,
      table: undefined,
      preview: undefined,
      plan: undefined,
      result: undefined,
      unavailable: false,
    });
    this.#host.requestUpdate();
    const store = this.#host.leads;
    try {
      this.importer ??= await import('../../importer/index.js');
    } catch {
      return this.#update({ unavailable: true, file: undefined });
    }
    const { importer } = this;
    const table = await orAborted(
      signal,
      importer.readCsv(file, { signal, onProgress: (progress) => this.#update({ progress }) }),
    );
    if (!table || !store) return;
    this.#update({ table, progress: undefined });
    if (fatalIssue(table.issues)) return;
    await store.loaded;
    if (signal.aborted || store.phase !== 'ready') return;
    this.#context = createImportContext(store, importer);
    this.categoryId = categoriesFor(store).find(showsLeadStatus)?.id ?? null;
    this.#update({
      step: 'columns',
      mapping: importer.guessMapping(table.headers, table.rows.slice(0, 200), store.fields),
    });
    await this.#makePreview();
  }

  setTarget(index: number, target: ColumnTarget): Promise<void> {
    this.mapping = this.mapping.map((each, at) => (at === index ? target : each));
    return this.#makePreview();
  }

  setCategory(categoryId: Id | null): Promise<void> {
    this.categoryId = categoryId;
    return this.#makePreview();
  }

  setKeepDuplicates(keepDuplicates: boolean): Promise<void> {
    this.keepDuplicates = keepDuplicates;
    return this.#makePreview();
  }

  /** Judges every row (nothing is created yet), with the records as they are now. */
  async review(): Promise<void> {
    const { importer, table } = this;
    const store = this.#host.leads;
    if (!importer || !table || !store) return;
    const signal = this.#begin();
    this.#context = createImportContext(store, importer);
    this.#update({ step: 'review', plan: undefined });
    const plan = await this.#planOf(table, signal);
    if (plan) this.#update({ plan, progress: undefined });
  }

  /** Creates what the plan says. Never rejects; what went wrong is in the result's report. */
  async run(): Promise<ImportResult | undefined> {
    const { importer, plan } = this;
    const store = this.#host.leads;
    if (!importer || !plan || !store || this.step !== 'review') return undefined;
    const signal = this.#begin();
    this.#update({ step: 'running', progress: { done: 0, total: plan.items.length } });
    const result = await importer.runImport(plan, breathing(store), {
      signal,
      onProgress: (progress) => this.#update({ progress }),
    });
    this.#update({ step: 'result', result, progress: undefined });
    return result;
  }

  /** Ends what is going on. Of an import, what has been created stays. */
  stop(): void {
    this.#task.abort();
  }

  back(): void {
    if (this.step !== 'review') return this.reset();
    this.#begin();
    this.#update({ step: 'columns', progress: undefined });
    void this.#makePreview();
  }

  /** To the choice of a file. */
  reset(): void {
    this.#begin();
    this.#context = undefined;
    this.#update({
      step: 'file',
      file: undefined,
      table: undefined,
      preview: undefined,
      plan: undefined,
      result: undefined,
      progress: undefined,
      keepDuplicates: false,
    });
  }

  /** The preview plans the first rows only: it follows each choice at once, however long the file is. */
  async #makePreview(): Promise<void> {
    const { table } = this;
    if (!table) return;
    const signal = this.#begin();
    this.#host.requestUpdate();
    const sample = { ...table, rows: table.rows.slice(0, previewSample), issues: [] };
    const preview = await this.#planOf(sample, signal);
    if (preview) this.#update({ preview });
  }

  async #planOf(table: CsvTable, signal: AbortSignal): Promise<ImportPlan | undefined> {
    const { importer, mapping, categoryId, keepDuplicates } = this;
    const context = this.#context;
    if (!importer || !context) return undefined;
    const planned = async (mapped: { readonly table: CsvTable; readonly mapping: Mapping }) => {
      for (;;) {
        const plan = await orAborted(
          signal,
          importer.planImport(mapped.table, mapped.mapping, context, {
            signal,
            keepDuplicates,
            onProgress: (progress) => this.step === 'review' && this.#update({ progress }),
          }),
        );
        // Whom the plan looked for may be in a backend: then they are fetched, and it looks again.
        if (!plan || context.isComplete) return plan;
        await context.fetch();
        if (signal.aborted) return undefined;
      }
    };
    const plan = await planned({ table, mapping });
    const category = categoryId === null ? undefined : context.setup.categories.get(categoryId);
    if (!plan || !category) return plan;
    const filled = withCategory({ table, mapping }, plan, category, importer.foldName);
    return filled ? planned(filled) : plan;
  }

  /** Ends the task before and starts another one. */
  #begin(): AbortSignal {
    this.#task.abort();
    this.#task = new AbortController();
    return this.#task.signal;
  }

  #update(state: Partial<Omit<ImportSession, 'read'>>): void {
    Object.assign(this, state);
    this.#host.requestUpdate();
  }
}

/** The categories that a new company may have (L9), by rank. */
export function categoriesFor(store: LeadStore): readonly Category[] {
  return byRank(store.setup.categories.values()).filter(({ deleted }) => !deleted);
}

async function orAborted<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value | undefined> {
  try {
    const value = await work;
    return signal.aborted ? undefined : value;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** Lets the page draw, and Stop be pressed, between two batches. A message comes sooner than a timeout would. */
function breathing(store: LeadStore): ImportTarget {
  return {
    createMany: async (drafts) => {
      const result = await store.createMany(drafts);
      await new Promise<void>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          resolve();
        };
        port2.postMessage(null);
      });
      return result;
    },
  };
}
