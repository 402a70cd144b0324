import { html, nothing, type TemplateResult } from 'lit';
import { importStartMessages } from '../../locale/import-start.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { icon, uploadSimpleIcon, warningCircleIcon } from '../../ui/icons.js';

/** What the first step shows. */
export interface FileView {
  readonly locale: LocaleController;
  /** What has been chosen last. */
  readonly file: File | undefined;
  readonly reading: boolean;
  readonly dragging: boolean;
  /** The import itself could not be loaded. */
  readonly unavailable: boolean;
  /** Why nothing of the file can be imported, in words. */
  readonly fault: string | undefined;
}

/** The first step: a file, by the button, by drop, and why it can't be used. */
export function renderFile(
  { locale, file, reading, dragging, unavailable, fault }: FileView,
  on: {
    readonly choose: (file: File) => void;
    readonly drag: (over: boolean) => void;
    /** Somebody is about to choose. */
    readonly approach: () => void;
  },
): TemplateResult {
  const text = locale.texts(importStartMessages);
  return html`<p class="muted">${text('intro')}</p>
    <label
      class="drop"
      ?data-over=${dragging}
      @pointerenter=${on.approach}
      @focusin=${on.approach}
      @dragenter=${(event: DragEvent) => allow(event, on.drag)}
      @dragover=${(event: DragEvent) => allow(event, on.drag)}
      @dragleave=${() => on.drag(false)}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        on.drag(false);
        const [dropped] = event.dataTransfer?.files ?? [];
        if (dropped) on.choose(dropped);
      }}
    >
      <input
        class="visually-hidden"
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        aria-describedby="file-problem"
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          const [chosen] = input.files ?? [];
          if (chosen) on.choose(chosen);
          input.value = ''; // the same file again, corrected, is a change too
        }}
      />
      <span class="upload">${icon(uploadSimpleIcon)}</span>
      <span><span class="pick">${text('chooseFile')}</span> ${text('dropFile')}</span>
      ${reading ? html`<span class="meta late">${text('reading', { name: file?.name ?? '' })}</span>` : nothing}
    </label>
    <p class="fault" id="file-problem" role="alert">
      ${
        fault
          ? html`${icon(warningCircleIcon)}<span><b>${file?.name}</b> ${fault}</span>`
          : unavailable
            ? html`${icon(warningCircleIcon)}<span>${text('unavailable')}</span>`
            : nothing
      }
    </p>`;
}

function allow(event: DragEvent, onDrag: (over: boolean) => void): void {
  if (!event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  onDrag(true);
}
