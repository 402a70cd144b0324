import { css } from 'lit';

/** The look of the import, in a page and in a dialog, until a file is chosen. */
export const importStyles = css`
  :host {
    display: block;
  }
  :host([dialog]) {
    --_ground: var(--_raised);
    display: contents;
  }
  .page {
    overflow: clip;
  }
  .page > .head {
    padding: 0.75rem 1.25rem 0.5rem;
  }
  .page > .content {
    padding: 0.25rem 1.25rem 1.25rem;
  }
  .page > .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0.5rem;
    padding: 0.75rem 1.25rem;
    border-block-start: 1px solid var(--_line);
  }
  .content {
    container-type: inline-size;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
  }
  .steps {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    list-style: none;
    color: var(--_muted);
    font-size: var(--_size-small);
  }
  .steps li {
    display: flex;
    align-items: center;
    gap: 0.375rem;
  }
  .steps .number {
    display: grid;
    place-items: center;
    inline-size: 1.375rem;
    block-size: 1.375rem;
    border: 1px solid var(--_edge);
    border-radius: 50%;
    font-size: var(--_size-meta);
    font-variant-numeric: tabular-nums;
  }
  .steps [aria-current] {
    color: var(--_text);
    font-weight: 600;
  }
  .steps [aria-current] .number,
  .steps [data-done] .number {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .step-title:focus {
    outline: none;
  }
  h3,
  h4 {
    margin: 0;
    font-size: var(--_size);
    font-weight: 600;
  }
  .drop {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 0.5rem;
    padding: 2.5rem 1rem;
    border: 1px dashed var(--_edge);
    border-radius: var(--_radius-card);
    background: var(--_sunken);
    text-align: center;
    cursor: pointer;
    transition:
      background-color var(--_fast),
      border-color var(--_fast);
  }
  .drop:hover,
  .drop[data-over] {
    border-color: var(--_accent);
    background: var(--_selected);
  }
  .drop:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  .upload {
    color: var(--_muted);
    font-size: 1.5rem;
  }
  .pick {
    color: var(--_accent-text);
    font-weight: 500;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .fault {
    display: flex;
    gap: 0.5rem;
    color: var(--_danger);
    overflow-wrap: anywhere;
  }
  .fault:not(:has(span)) {
    position: absolute;
  }
`;
