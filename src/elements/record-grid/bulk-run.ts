import type { Collected } from '../collect-ids.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { commonMessages } from '../../locale/common.js';
import type { Id } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { Toast } from '../../ui/toasts.js';

const loadBulkStatus = () => import('./bulk-status.js');

interface BulkHost {
  readonly leads: LeadStore | undefined;
  readonly renderRoot: ParentNode;
  requestUpdate(): void;
}

/** Whom a change is about: may take a moment when that is everybody. */
type Collect = (onProgress: (done: number) => void) => Promise<Collected>;

export interface BulkProgress {
  readonly done: number;
  /** Unknown while those concerned are being listed. */
  readonly count: number | undefined;
}

/** Sets the lead status of the chosen contacts, however many, a few at a time; the person can stop it, and undo it. */
export class BulkRun {
  readonly #host: BulkHost;
  readonly #locale: LocaleController;
  readonly #collect: Collect;
  #running: AbortController | undefined;
  /** Undefined when nothing is under way that takes long. */
  progress: BulkProgress | undefined;

  constructor(host: BulkHost, locale: LocaleController, collect: Collect) {
    this.#host = host;
    this.#locale = locale;
    this.#collect = collect;
  }

  async setStatus(statusId: Id): Promise<void> {
    const { leads } = this.#host;
    if (!leads || this.#running) return;
    const { signal } = (this.#running = new AbortController());
    try {
      const { setLeadStatus } = await loadBulkStatus();
      const collected = await this.#collect((done) => this.#show({ done, count: undefined }));
      if (!collected.ok) return this.#toast({ text: collected.error.message, tone: 'danger' });
      const { ids } = collected;
      const onProgress = (done: number) => this.#show({ done, count: ids.length });
      const outcome = await setLeadStatus(leads, this.#locale, ids, statusId, { signal, onProgress });
      const { text, entryIds, failed } = outcome;
      const label = this.#locale.texts(commonMessages)('undo');
      const action = entryIds.length > 0 ? { label, run: () => void this.#undo(entryIds) } : undefined;
      this.#toast({ text, tone: failed ? 'danger' : 'success', action });
    } finally {
      this.#running = undefined;
      this.#show(undefined);
    }
  }

  /** What is done stays done. */
  stop(): void {
    this.#running?.abort();
  }

  async #undo(entryIds: readonly number[]): Promise<void> {
    const { undoEntries } = await loadBulkStatus();
    const { leads } = this.#host;
    if (leads) this.#toast({ text: await undoEntries(leads, this.#locale, entryIds) });
  }

  #toast(toast: Toast): void {
    this.#host.renderRoot.querySelector('lead-ui-toasts')?.add(toast);
  }

  #show(progress: BulkProgress | undefined): void {
    this.progress = progress;
    this.#host.requestUpdate();
  }
}
