import { html, type TemplateResult } from 'lit';
import type { CriteriaLine } from '../../criteria/types.js';
import type { FieldId } from '../../model/fields.js';
import type { LeadStore } from '../../store/lead-store.js';
import { onDemand } from '../../ui/on-demand.js';
import type { ColumnFilterEvent } from './column-filter.js';
import { filterOf, withFilter } from './filter-line.js';

const columnFilter = onDemand('lead-column-filter', () => import('./column-filter.js'));

interface FilterHost {
  readonly leads: LeadStore | undefined;
  readonly renderRoot: ParentNode;
}

/** The filters that a person has set on columns, at most one each, and the popover to set one. */
export class GridFilters {
  readonly #host: FilterHost;
  readonly #onChange: () => void;
  lines: readonly CriteriaLine[] = [];
  readonly preload = columnFilter.preload;

  constructor(host: FilterHost, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
  }

  /** Opens the filter of a column. */
  show(id: FieldId, anchor: Element): void {
    const field = this.#host.leads?.fields.get(id);
    if (!field) return;
    void columnFilter.use(this.#host, (box) => box.show(anchor, field, filterOf(this.lines, id)));
  }

  /** Takes away the filter of a column, or all of them. */
  remove(id: FieldId | undefined): void {
    this.#set(id === undefined ? [] : this.lines.filter(({ field }) => field !== id));
  }

  render(): TemplateResult {
    return html`<lead-column-filter
      .store=${this.#host.leads}
      @column-filter=${({ field, line }: ColumnFilterEvent) => this.#set(withFilter(this.lines, field, line))}
    ></lead-column-filter>`;
  }

  #set(lines: readonly CriteriaLine[]): void {
    this.lines = lines;
    this.#onChange();
  }
}
