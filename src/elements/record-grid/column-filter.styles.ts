import { css } from 'lit';

/** Looks of the filter of a column. */
export const columnFilterStyles = css`
  :host {
    display: contents;
  }
  [popover] {
    inline-size: min(17rem, calc(100vw - 1rem));
    padding: 0.75rem;
  }
  form {
    display: grid;
    gap: 0.5rem;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(6rem, 1fr));
    gap: 0.5rem;
  }
  .choices {
    display: grid;
    max-block-size: 16rem;
    margin-inline: -0.25rem;
    overflow: auto;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-inline-size: 0;
    min-block-size: var(--_control);
    padding-inline: 0.25rem;
    border-radius: calc(var(--_radius) - 2px);
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .choice:hover {
    background: color-mix(in oklab, var(--_text) 5%, transparent);
  }
  .choice > input:focus-visible {
    outline-offset: 2px;
  }
  input[type='radio'] {
    accent-color: var(--_accent);
  }
  .toolbar {
    justify-content: space-between;
    margin-block-start: 0.25rem;
  }
`;
