import { html, nothing, type TemplateResult } from 'lit';
import { fatalIssue } from '../../importer/issues.js';
import { importerMessages } from '../../locale/importer.js';
import { icon, uploadSimpleIcon, warningCircleIcon } from '../../ui/icons.js';
import { issueSentence, type ImportView } from './import-view.js';

/** The first step: a file, by the button, by drop, and why it can't be used. */
export function renderFile(
  { locale, session }: ImportView,
  dragging: boolean,
  on: {
    readonly choose: (file: File) => void;
    readonly drag: (over: boolean) => void;
  },
): TemplateResult {
  const text = locale.texts(importerMessages);
  const { file, table, unavailable } = session;
  const fatal = table && fatalIssue(table.issues);
  const reading = file !== undefined && !table;
  return html`<p class="muted">${text('intro')}</p>
    <label
      class="drop"
      ?data-over=${dragging}
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
      ${reading ? html`<span class="meta late">${text('reading', { name: file.name })}</span>` : nothing}
    </label>
    <p class="fault" id="file-problem" role="alert">
      ${
        fatal
          ? html`${icon(warningCircleIcon)}<span><b>${file?.name}</b> ${issueSentence(locale, fatal)}</span>`
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
