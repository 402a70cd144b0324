import { css } from 'lit';

/** Looks of the cards. Boxes have the same size in view and edit mode: values stand where inputs will be. */
export const cardStyles = css`
  /* Controls that are on their way already take their place. */
  :is(lead-ui-listbox-select, lead-card-company-choice):not(:defined) {
    display: block;
    min-block-size: var(--_control);
  }
  :host {
    --_inset: calc(0.5rem + 1px); /* where the text of an input begins */
    display: block;
    min-inline-size: 0;
    container-type: inline-size;
  }
  .card {
    padding: 1rem;
  }
  .header {
    display: flex;
    align-items: start;
    gap: 0.75rem;
    margin-block-end: 0.75rem;
  }
  .heading {
    flex: 1;
    min-inline-size: 0;
  }
  .names {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    min-block-size: var(--_control);
  }
  .names > .title {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .names > .input {
    flex: 1 1 7rem;
    max-inline-size: 22rem;
    font-size: var(--_size-title);
    font-weight: 600;
    letter-spacing: -0.006em;
    line-height: 1.3;
  }
  .names > .input:first-of-type {
    margin-inline-start: calc(-1 * var(--_inset));
  }
  .names > .input::placeholder {
    font-weight: 400;
  }
  .summary {
    min-block-size: 1.4em;
    margin-block-start: 0.125rem;
    color: var(--_muted);
    font-size: var(--_size-small);
    overflow-wrap: anywhere;
  }
  lead-conflict-panel {
    margin-block-end: 1rem;
  }
  .waits {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 0.25rem;
    min-block-size: var(--_control);
  }
  @container (inline-size < 26rem) {
    .header {
      flex-wrap: wrap;
    }
    .waits {
      order: 1;
      inline-size: 100%;
      min-block-size: 0;
    }
  }
  .pencil {
    margin-block-start: 0;
    margin-inline-end: -0.375rem;
  }

  .columns {
    display: grid;
    gap: 0.25rem 2.5rem;
  }
  .fields {
    display: grid;
    align-content: start;
    gap: 0.25rem;
    min-inline-size: 0;
  }
  .fields:empty {
    display: none;
  }
  .row {
    display: grid;
    grid-template-columns: 7.5rem minmax(0, 1fr);
    gap: 0 1rem;
    align-items: start;
    font-size: var(--_size-small);
  }
  dt {
    display: flex;
    align-items: center;
    min-block-size: var(--_control);
    padding-block: 0.25rem;
    color: var(--_muted);
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  dd {
    min-inline-size: 0;
  }
  .value {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.25rem;
    min-inline-size: 0;
    min-block-size: var(--_control);
    overflow-wrap: anywhere;
  }
  .value > :is(span, a, button.link) {
    min-inline-size: 0;
  }
  /* The first line stands beside the label, however many there are. */
  .value > :is(span:not(.box), a, button.link) {
    padding-block: calc((var(--_control) - 1.4em) / 2);
  }
  .long {
    white-space: pre-line;
  }
  /* The box and not the input: a telephone number stays left to right in a page that is not. */
  form .value:has(> :is(.input, lead-ui-listbox-select, lead-card-company-choice, lead-status-picker)) {
    margin-inline-start: calc(-1 * var(--_inset));
  }
  form .value > :is(.input, lead-ui-listbox-select, lead-card-company-choice, lead-status-picker) {
    display: block;
    flex: 1 1 0;
    inline-size: auto;
    min-inline-size: 0;
    max-inline-size: none;
    font-size: inherit;
  }
  form .value > lead-status-picker {
    display: grid;
  }
  textarea.input {
    min-block-size: 4.5rem;
    field-sizing: content;
    max-block-size: 16rem;
  }
  .box {
    display: flex;
    align-items: center;
    min-block-size: var(--_control);
  }
  .below:not(:has(*)) {
    display: none;
  }
  .below {
    padding-block: 0.125rem 0.375rem;
  }
  .deleted {
    color: var(--_muted);
  }
  .note {
    color: var(--_muted);
    font-size: var(--_size-meta);
  }
  .conflict {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    padding: 0.375rem 0.5rem;
    border-radius: var(--_radius);
    background: color-mix(in oklab, var(--_warning) 12%, var(--_surface));
    font-size: var(--_size-meta);
    overflow-wrap: anywhere;
  }
  .conflict > span {
    flex: 1 1 10rem;
  }
  @media (pointer: fine) {
    .conflict > .button {
      min-block-size: 1.625rem;
      padding-block: 0.125rem;
      font-size: var(--_size-meta);
    }
  }
  @media (forced-colors: active) {
    .conflict,
    .preview:not(:empty),
    .failure {
      border: 1px solid;
    }
  }
  .preview {
    margin-block-start: 0.25rem;
    padding: 0.375rem 0.5rem;
    border-radius: var(--_radius);
    background: var(--_sunken);
    font-size: var(--_size-meta);
  }
  .preview:empty {
    display: none;
  }
  .columns[inert] {
    opacity: 0.6;
    transition: opacity var(--_fast) 150ms;
  }

  .foot {
    display: grid;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
    padding-block-start: 0.75rem;
    border-block-start: 1px solid var(--_line);
  }
  .failure {
    display: flex;
    gap: 0.5rem;
    padding: 0.5rem 0.75rem;
    border-radius: var(--_radius);
    background: color-mix(in oklab, var(--_danger) 9%, var(--_surface));
    font-size: var(--_size-small);
    overflow-wrap: anywhere;
  }
  .failure > .icon {
    color: var(--_danger);
  }
  .failure summary {
    color: var(--_muted);
    font-size: var(--_size-meta);
    cursor: pointer;
  }
  .buttons {
    display: flex;
    justify-content: end;
    gap: 0.5rem;
  }
  .why-not:empty {
    display: none;
  }
  @container (min-width: 26rem) {
    .foot {
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
    }
    .failure {
      grid-column: 1 / -1;
    }
    .buttons {
      grid-column: 2;
    }
  }

  .waiting .names > .skeleton {
    inline-size: 11rem;
    block-size: 1rem;
  }
  .waiting .summary > .skeleton {
    inline-size: 8rem;
  }
  .waiting .row {
    align-items: center;
    min-block-size: var(--_control);
  }
  .waiting .row > :first-child {
    inline-size: 4.5rem;
  }
  .waiting .row > :last-child {
    inline-size: 60%;
  }
  .waiting .row:nth-child(3n) > :last-child {
    inline-size: 40%;
  }
  .waiting .row:nth-child(4n + 1) > :last-child {
    inline-size: 75%;
  }

  @container (min-width: 46rem) {
    .card {
      padding: 1.25rem 1.5rem;
    }
    .columns {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .fields:nth-child(3) {
      grid-column: 1 / -1;
    }
  }
  @container (min-width: 80rem) {
    .card {
      padding-inline: 2rem;
    }
    .columns,
    .foot {
      max-inline-size: 72rem;
    }
  }
  @container (max-width: 17rem) {
    .row {
      grid-template-columns: minmax(0, 1fr);
    }
    dt {
      min-block-size: 0;
      padding-block: 0.375rem 0;
    }
  }
`;
