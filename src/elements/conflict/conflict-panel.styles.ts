import { css } from 'lit';

export const conflictPanelStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .panel {
    display: grid;
    gap: 0.75rem;
    padding: 0.75rem;
    border: 1px solid color-mix(in oklab, var(--_warning) 40%, var(--_line));
    border-radius: var(--_radius-card);
    background: color-mix(in oklab, var(--_warning) 5%, var(--_surface));
  }
  .about {
    display: flex;
    align-items: start;
    gap: 0.5rem;
  }
  .about > .icon {
    margin-block-start: 0.0625rem;
    color: var(--_warning);
  }
  .words {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: var(--_size-small);
    font-weight: 600;
  }
  .fields {
    display: grid;
    gap: 0.75rem;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 0.25rem;
  }
  .sides {
    display: grid;
    gap: 0.5rem;
  }
  .side {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.125rem 0.5rem;
    align-items: start;
    padding: 0.5rem 0.625rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  div.side {
    grid-template-columns: minmax(0, 1fr);
  }
  label.side {
    cursor: pointer;
  }
  label.side:hover {
    background: var(--_hover);
  }
  .side:has(:checked) {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  .side input {
    grid-row: span 2;
    margin: 0.125rem 0 0;
    accent-color: var(--_accent);
  }
  .whose {
    grid-column: -2;
    color: var(--_muted);
    font-size: var(--_size-meta);
  }
  .value {
    grid-column: -2;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .end {
    margin-inline-start: auto;
  }
  .failure {
    color: var(--_danger);
    font-size: var(--_size-small);
  }
  @container (inline-size >= 26rem) {
    .sides {
      grid-template-columns: 1fr 1fr;
    }
  }
  @container (inline-size < 20rem) {
    .buttons > .button {
      flex: 1 1 100%;
      margin: 0;
    }
  }
`;
