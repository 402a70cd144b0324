import type { Collected } from '../collect-ids.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { commonMessages } from '../../locale/common.js';
import type { Id } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { Toast } from '../../ui/toasts.js';

const loadBulkStatus = () => import('./bulk-status.js');

/** What a bulk change needs of its grid. */
export interface BulkHost {
  readonly leads: LeadStore | undefined;
  readonly locale: LocaleController;
  requestUpdate(): void;
  /** Whom it is about: may take a moment when that is everybody. */
  collect(onProgress: (done: number) => void): Promise<Collected>;
  toast(toast: Toast): void;
}

export interface BulkProgress {
  readonly done: number;
  /** Unknown while those concerned are being listed. */
  readonly count: number | undefined;
}

/** Sets the lead status of the chosen contacts, however many, a few at a time; the person can stop it, and undo it. */
export class BulkRun {
  readonly #host: BulkHost;
  #running: AbortController | undefined;
  /** Undefined when nothing is under way that takes long. */
  progress: BulkProgress | undefined;

  constructor(host: BulkHost) {
    this.#host = host;
  }

  async setStatus(statusId: Id): Promise<void> {
    const { leads, locale } = this.#host;
    if (!leads || this.#running) return;
    const { signal } = (this.#running = new AbortController());
    try {
      const { setLeadStatus } = await loadBulkStatus();
      const collected = await this.#host.collect((done) => this.#show({ done, count: undefined }));
      if (!collected.ok) return this.#host.toast({ text: collected.error.message, tone: 'danger' });
      const { ids } = collected;
      const onProgress = (done: number) => this.#show({ done, count: ids.length });
      const outcome = await setLeadStatus(leads, locale, ids, statusId, { signal, onProgress });
      const { text, entryIds, failed } = outcome;
      const label = locale.texts(commonMessages)('undo');
      const action = entryIds.length > 0 ? { label, run: () => void this.#undo(entryIds) } : undefined;
      this.#host.toast({ text, tone: failed ? 'danger' : 'success', action });
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
    const { leads, locale } = this.#host;
    if (leads) this.#host.toast({ text: await undoEntries(leads, locale, entryIds) });
  }

  #show(progress: BulkProgress | undefined): void {
    this.progress = progress;
    this.#host.requestUpdate();
  }
}
