import { css } from 'lit';

/** The look of the two setup lists. Rows take the columns that fit their box, not the window. */
export const setupListStyles = css`
  :host {
    position: relative;
    display: block;
  }
  .box {
    container-type: inline-size;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    padding-block: 0.625rem;
    padding-inline: 1rem 0.75rem;
    border-block-end: 1px solid var(--_line);
  }
  header .title {
    flex: 1;
    min-inline-size: max-content;
  }
  header .check {
    color: var(--_muted);
    font-size: var(--_size-small);
  }
  .rows {
    list-style: none;
  }
  .row {
    display: grid;
    grid-template-areas: 'mark main main' '. facts actions';
    grid-template-columns: var(--_mark, 1.25rem) minmax(0, 1fr) auto;
    align-items: center;
    column-gap: 0.5rem;
    padding-block: 0.5rem;
    padding-inline: 1rem 0.75rem;
    border-block-end: 1px solid var(--_line);
  }
  .row[data-deleted] {
    grid-template-areas: 'mark main main' '. facts facts' 'actions actions actions';
  }
  .row:last-child {
    border-block-end: 0;
  }
  .row:hover,
  .row:focus-within {
    background: var(--_hover);
  }
  .mark {
    grid-area: mark;
    align-self: start;
    display: grid;
    place-items: center;
    block-size: 1.4em;
    inline-size: 1em;
    color: var(--_muted);
  }
  .main {
    grid-area: main;
    min-inline-size: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.125rem 0.5rem;
  }
  .name {
    min-inline-size: 0;
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  button.name {
    appearance: none;
    padding: 0;
    border: 0;
    border-radius: 2px;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 500;
    text-align: start;
    cursor: pointer;
  }
  button.name:hover {
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 35%, transparent);
    text-underline-offset: 0.2em;
  }
  .row[data-deleted] .name {
    color: var(--_danger);
    text-decoration: line-through;
  }
  .row[data-deleted] .dot {
    opacity: 0.5;
  }
  .description {
    color: var(--_muted);
    font-size: var(--_size-small);
    overflow-wrap: anywhere;
  }
  .facts {
    grid-area: facts;
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
    color: var(--_muted);
    font-size: var(--_size-small);
  }
  .facts > :first-child:empty {
    display: none;
  }
  .actions {
    grid-area: actions;
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0.125rem;
  }
  .fault {
    display: flex;
    align-items: start;
    gap: 0.25rem;
    margin-block-start: 0.25rem;
    color: var(--_danger);
    font-size: var(--_size-small);
  }
  .fault > .icon {
    margin-block-start: 0.1em;
  }
  .accent {
    --_tone-soft: var(--_selected);
    --_tone-text: var(--_accent-text);
  }
  .callout {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    padding-block: 0.625rem;
    padding-inline: 1rem 0.75rem;
    border-block-end: 1px solid var(--_line);
    background: var(--_sunken);
    font-size: var(--_size-small);
  }
  .callout > p {
    flex: 1 1 16rem;
  }
  .policy {
    margin: 1rem 0 0;
    padding: 0.75rem 1rem 1rem;
    min-inline-size: 0;
  }
  .policy legend {
    float: inline-start; /* into the box instead of onto its border */
    inline-size: 100%;
    margin-block-end: 0.5rem;
    padding: 0;
    font-weight: 600;
  }
  .choice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: 0.625rem;
    clear: both;
    padding-block: 0.375rem;
  }
  .choice input {
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0.15em 0 0;
    accent-color: var(--_accent);
  }
  .choice .hint {
    grid-column: 2;
  }
  .skeleton.short {
    inline-size: 8rem;
  }
  .skeleton.long {
    inline-size: min(24rem, 80%);
    margin-block-start: 0.5rem;
  }

  @container (min-width: 40rem) {
    .row,
    .row[data-deleted] {
      grid-template-areas: 'mark main facts actions';
      grid-template-columns: var(--_mark, 1.25rem) minmax(0, 1fr) auto auto;
      column-gap: 0.75rem;
      min-block-size: 3.5rem;
    }
    .facts {
      display: grid;
      grid-template-columns: var(--_facts, 7.5rem);
      align-items: center;
    }
    .facts > :last-child {
      text-align: end;
    }
    .facts > :first-child:empty {
      display: block;
    }
    .actions {
      flex-wrap: nowrap;
      min-inline-size: calc(4 * var(--_control) + 0.375rem);
    }
  }
  @media (hover: hover) and (pointer: fine) {
    .row:not(:hover, :focus-within) .quiet-action {
      opacity: 0;
    }
  }
  @media (pointer: coarse) {
    button.name {
      min-block-size: 44px;
    }
    .choice input {
      inline-size: 1.375rem;
      block-size: 1.375rem;
    }
  }
`;
