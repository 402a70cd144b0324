import { css } from 'lit';

/** Looks of `lead-status-picker`. */
export const pickerStyles = css`
  :host {
    display: inline-grid;
    gap: 0.25rem;
    inline-size: 14rem;
    max-inline-size: 100%;
    min-inline-size: 0;
    vertical-align: top;
  }
  .label {
    cursor: default;
  }
  .text,
  .waiting {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    background: var(--_sunken);
    color: var(--_muted);
  }
  .text > span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .waiting > .skeleton {
    inline-size: 50%;
  }
  lead-ui-listbox-select {
    display: block;
    font-size: inherit;
  }
  .message {
    overflow-wrap: anywhere;
  }
  :host(:state(saving)) lead-ui-listbox-select {
    opacity: 0.6;
    transition: opacity var(--_fast) 150ms;
  }
`;
