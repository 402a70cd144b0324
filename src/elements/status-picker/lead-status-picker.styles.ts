import { css } from 'lit';

/**
 * Looks of `lead-status-picker`. Does without the base styles, and says again what it needs of them beside the looks of
 * fields: a page that embeds one picker would load five times as much style as it shows.
 */
export const pickerStyles = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  :host {
    display: inline-grid;
    gap: 0.25rem;
    inline-size: 14rem;
    max-inline-size: 100%;
    min-inline-size: 0;
    vertical-align: top;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  .label {
    cursor: default;
  }
  lead-ui-listbox-select {
    display: block;
    font-size: inherit;
  }
  .text,
  .trigger,
  .waiting {
    display: flex;
    align-items: center;
    gap: 0.375rem;
  }
  .input:is(.text, .waiting) {
    background: var(--_sunken);
    color: var(--_muted);
  }
  .text > span,
  .trigger > span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .trigger {
    text-align: start;
    cursor: pointer;
    user-select: none;
  }
  .trigger:disabled {
    cursor: not-allowed;
  }
  .trigger > span:not(.dot, .caret) {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .placeholder,
  .caret {
    color: var(--_muted);
  }
  .caret {
    display: flex;
    font-size: 0.7em;
  }
  .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    vertical-align: -0.25em;
  }
  .dot {
    flex: none;
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: 50%;
    background: var(--_tone, var(--_muted));
    forced-color-adjust: none;
  }
  .message {
    color: var(--_muted);
    font-size: var(--_size-meta);
    overflow-wrap: anywhere;
  }
  .error {
    color: var(--_danger);
  }
  .retry {
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent-text);
    font: inherit;
    text-decoration: underline;
    cursor: pointer;
  }
  .waiting::before {
    inline-size: 50%;
    block-size: 0.75em;
    border-radius: 4px;
    background: var(--_pressed);
    content: '';
    animation: wait 1ms 150ms backwards;
  }
  :host(:state(saving)) :is(.trigger, lead-ui-listbox-select) {
    opacity: 0.6;
    transition: opacity var(--_fast) 150ms;
  }
  @keyframes wait {
    from {
      visibility: hidden;
    }
  }
  @media (pointer: coarse) {
    .input {
      font-size: max(var(--_size), 16px); /* as the list does, so that nothing jumps */
    }
  }
`;
