import { css } from 'lit';

/** Looks of a label and of what one enters text into: all that the picker, which stands alone, shares with the rest. */
export const fieldStyles = css`
  .field > label,
  .label {
    color: var(--_muted);
    font-size: var(--_size-small);
    font-weight: 500;
  }
  .input {
    appearance: none;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--_control);
    margin: 0;
    padding: 0.25rem 0.5rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    line-height: 1.4;
    transition: border-color var(--_fast);
  }
  .input:hover {
    border-color: var(--_muted);
  }
  .input:focus-visible {
    border-color: var(--_focus);
    outline: 2px solid var(--_focus);
    outline-offset: -1px;
  }
  .input:disabled {
    background: var(--_sunken);
    color: var(--_muted);
  }
  .input[aria-invalid='true'] {
    border-color: var(--_danger);
  }
`;
