import { css } from 'lit';

/** The look of the steps after the choice of a file. */
export const wizardStyles = css`
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 1rem;
    overflow-wrap: anywhere;
  }
  .found {
    padding: 0.5rem 0.75rem;
    border-radius: var(--_radius);
    background: var(--_sunken);
    font-size: var(--_size-small);
  }
  .found summary {
    cursor: pointer;
    font-weight: 500;
  }
  .found ul {
    display: grid;
    gap: 0.25rem;
    margin-block-start: 0.375rem;
    padding-inline-start: 1.25rem;
    overflow-wrap: anywhere;
  }
  .columns {
    list-style: none;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
  }
  .column {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: center;
    gap: 0.375rem 0.75rem;
    padding: 0.5rem 0.75rem;
  }
  .column + .column {
    border-block-start: 1px solid var(--_line);
  }
  .source {
    display: grid;
  }
  .header {
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .examples {
    overflow-wrap: anywhere;
  }
  .arrow {
    display: none;
    color: var(--_muted);
  }
  .arrow .icon:dir(rtl) {
    scale: -1 1;
  }
  .column[data-ignored] .header,
  .column[data-ignored] select:not(:focus, :hover) {
    color: var(--_muted);
  }
  .column[data-ignored] .arrow {
    visibility: hidden;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 2rem;
  }
  .choices .field {
    flex: 0 1 18rem;
  }
  label.check {
    align-items: start;
    padding-block: 0.375rem;
  }
  label.check > .checkbox {
    margin-block-start: 0.15em;
  }
  .preview,
  .issues {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }
  .scroller {
    max-block-size: 20rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    overflow: auto;
    overscroll-behavior-x: contain;
  }
  .scroller thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_ground, var(--_surface));
    box-shadow: inset 0 -1px var(--_line);
    white-space: nowrap;
  }
  .scroller tr:last-child td {
    border-block-end: 0;
  }
  .scroller .dot {
    margin-inline-end: 0.25rem;
  }
  .preview .cell {
    display: block;
    inline-size: max-content;
    max-inline-size: 16rem;
    overflow-wrap: anywhere;
  }
  .issues td {
    overflow-wrap: anywhere;
  }
  .issues td:last-child {
    min-inline-size: 14rem;
  }
  .issues td.value {
    max-inline-size: 14rem;
  }
  .issues .wide {
    display: none;
  }
  .issues[data-severity='error'] h4,
  .issues[data-severity='fatal'] h4 {
    color: var(--_danger);
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    list-style: none;
  }
  .counts li {
    padding: 0.375rem 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    font-variant-numeric: tabular-nums;
    font-weight: 500;
  }
  .counts [data-kind='danger'] {
    color: var(--_danger);
  }
  .counts [data-kind='warning'] {
    color: var(--_warning);
  }
  progress {
    inline-size: 100%;
    block-size: 0.5rem;
    accent-color: var(--_accent);
  }
  .outcome {
    display: flex;
    gap: 0.625rem;
    padding: 0.75rem;
    border-radius: var(--_radius);
    background: var(--_sunken);
  }
  .outcome[data-kind='success'] > .icon {
    color: var(--_success);
  }
  .outcome[data-kind='warning'] > .icon {
    color: var(--_warning);
  }
  .start {
    margin-inline-end: auto;
  }

  @container (min-width: 34rem) {
    .column {
      grid-template-columns: minmax(0, 1fr) auto minmax(12rem, 18rem);
      min-block-size: 3.25rem;
    }
    .arrow {
      display: block;
    }
    .issues .wide {
      display: table-cell;
    }
  }
  @media (pointer: coarse) {
    .found summary {
      min-block-size: 44px;
      align-content: center;
    }
  }
`;
