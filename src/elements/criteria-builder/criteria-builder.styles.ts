import { css } from 'lit';

/** Looks of `lead-criteria-builder`: boxes joined by "or", each line a sentence. */
export const builderStyles = css`
  :host {
    position: relative;
    display: block;
    container: builder / inline-size;
  }
  .builder {
    --_operator: 10.5rem;
    display: grid;
    gap: 0.75rem;
  }
  .top {
    display: flex;
    align-items: start;
    gap: 0.5rem;
  }
  .summary {
    flex: 1;
    min-inline-size: 0;
    padding-block: 0.375rem;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  .summary .total {
    color: var(--_text);
    font-weight: 600;
    white-space: nowrap;
  }
  .summary .words {
    color: var(--_muted);
  }
  .box {
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_surface);
  }
  .box[data-off] {
    background: var(--_sunken);
  }
  .between {
    display: flex;
    align-items: center;
    block-size: 2rem;
    padding-inline-start: 1.25rem;
  }
  .between span {
    position: relative;
    padding: 0.0625rem 0.625rem;
    border: 1px solid var(--_line);
    border-radius: 999px;
    background: var(--_surface);
    font-size: var(--_size-meta);
    font-weight: 600;
  }
  .between span::before,
  .between span::after {
    content: '';
    position: absolute;
    inset-inline-start: 50%;
    inline-size: 1px;
    block-size: 0.375rem;
    background: var(--_line);
  }
  .between span::before {
    inset-block-end: 100%;
  }
  .between span::after {
    inset-block-start: 100%;
  }
  .items {
    list-style: none;
  }
  .parts,
  .line.said {
    display: grid;
    grid-template:
      'join field operator value actions' auto / 3.25rem minmax(8rem, 15.5rem) minmax(7rem, var(--_operator))
      minmax(0, 1fr) auto;
    align-items: start;
    column-gap: 0.25rem;
    padding-block: 0.375rem;
    padding-inline: 0.75rem 0.5rem;
  }
  .line.said {
    grid-template: auto / 3.25rem minmax(0, 1fr) auto auto;
    min-block-size: var(--_row);
    align-items: baseline;
  }
  .sentence {
    overflow-wrap: anywhere;
  }
  .items > li + li {
    border-block-start: 1px solid var(--_line);
  }
  .join {
    padding-block: 0.375rem;
    color: var(--_muted);
    font-size: var(--_size-small);
    line-height: 1.5;
  }
  .parts > .join {
    grid-area: join;
  }
  .field-picker {
    grid-area: field;
    inline-size: 100%;
  }
  .operator {
    grid-area: operator;
    inline-size: 100%;
    margin-block: 0.125rem;
    color: var(--_muted);
  }
  .value {
    grid-area: value;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    min-inline-size: 0;
    min-block-size: var(--_control);
  }
  .value .list,
  .value .text {
    flex: 1 1 14rem;
    max-inline-size: 30rem;
  }
  .value .number {
    flex: 0 1 8rem;
  }
  .value .date {
    flex: 0 1 10rem;
  }
  .value .amount {
    flex: 0 0 4.5rem;
  }
  .value .period {
    flex: 0 1 9rem;
  }
  .value .word {
    color: var(--_muted);
    font-size: var(--_size-small);
  }
  .state-words {
    font-style: italic;
  }
  .line[data-off] :is(.field-picker, .sentence) {
    color: var(--_muted);
  }
  .empty-switch {
    font-size: var(--_size-small);
  }
  .actions {
    grid-area: actions;
    display: flex;
    flex: none;
    justify-content: flex-end;
  }
  .actions .icon-button {
    font-size: var(--_size-small);
  }
  .line .actions .icon-button:not([aria-pressed='true'], .remove) {
    opacity: 0;
    transition: opacity var(--_fast);
  }
  .line:is(:hover, :focus-within) .actions .icon-button {
    opacity: 1;
  }
  .actions .icon-button[aria-disabled='true'],
  .line:is(:hover, :focus-within) .actions .icon-button[aria-disabled='true'] {
    opacity: 0.35;
  }
  .actions .icon-button[aria-pressed='true'] {
    color: var(--_text);
  }
  .note {
    padding: 0.625rem 0.75rem 0.125rem;
  }
  .head,
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    padding: 0.25rem 0.375rem;
  }
  .items + .foot,
  .note + .foot {
    border-block-start: 1px solid var(--_line);
  }
  .note + .foot {
    border: 0;
  }
  .head {
    padding-inline-start: 0.5rem;
    border-block-end: 1px solid var(--_line);
    font-weight: 500;
  }
  .match-words {
    padding: 0.375rem;
  }
  .foot:empty {
    display: none;
  }
  .space {
    flex: 1;
  }
  .count {
    color: var(--_muted);
    font-size: var(--_size-meta);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    transition: opacity var(--_fast);
  }
  .count[data-stale] {
    opacity: 0.5;
  }
  .line .count {
    padding-inline: 0.375rem;
    line-height: var(--_control);
  }
  .line.said .count {
    line-height: inherit;
  }
  .within {
    display: grid;
    grid-template-columns: 3.25rem minmax(0, 1fr);
    column-gap: 0.25rem;
    padding: 0.5rem 0.5rem 0.5rem 0.75rem;
    padding-inline: 0.75rem 0.5rem;
  }
  .below {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem;
  }
  .or {
    font-weight: 600;
  }
  .invalid {
    display: grid;
    gap: 0.75rem;
    padding: 1rem;
    border: 1px solid color-mix(in oklab, var(--_danger) 40%, var(--_line));
    border-radius: var(--_radius-card);
    background: var(--_surface);
  }
  .invalid .errors {
    display: grid;
    gap: 0.25rem;
    padding-inline-start: 1.25rem;
    list-style: disc;
  }
  .invalid pre {
    max-block-size: 14rem;
    margin: 0.5rem 0 0;
    padding: 0.5rem;
    border-radius: var(--_radius);
    background: var(--_sunken);
    font-size: var(--_size-meta);
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  code {
    font-size: 0.95em;
    overflow-wrap: anywhere;
  }
  .skeleton-box {
    display: grid;
    gap: 1.25rem;
    padding: 1.125rem 0.75rem;
  }

  @container builder (min-width: 64rem) {
    .builder {
      --_operator: 14rem;
    }
  }
  @container builder (max-width: 48rem) {
    .parts {
      grid-template:
        'join field operator actions' auto
        '. value value value' auto / 3.25rem minmax(0, 13.5rem) minmax(0, 1fr) auto;
      row-gap: 0.25rem;
    }
    .value:not(:has(*)) {
      display: none;
    }
  }
  @container builder (max-width: 34rem) {
    .parts {
      grid-template:
        'top top' auto
        'field operator' auto
        'value value' auto / minmax(0, 1.1fr) minmax(0, 0.9fr);
      row-gap: 0;
      padding-inline: 0.5rem;
    }
    .parts > .join {
      grid-area: top;
      align-self: center;
      padding-inline-start: 0.5rem;
    }
    .parts > .actions {
      grid-area: top;
      justify-self: end;
    }
    .value {
      padding: 0.125rem 0.5rem;
    }
    .line .actions .icon-button:not([aria-pressed='true'], .remove) {
      opacity: 1;
    }
    .line.said .state-words {
      grid-column: 2 / -1;
    }
    .within {
      grid-template-columns: minmax(0, 1fr);
      padding-inline: 0.5rem;
    }
    .top {
      flex-wrap: wrap;
      justify-content: flex-end;
      gap: 0;
    }
    .top .summary {
      flex-basis: 100%;
    }
  }
  @media (pointer: coarse) {
    .line .actions .icon-button:not([aria-disabled='true']) {
      opacity: 1 !important;
    }
  }
`;
