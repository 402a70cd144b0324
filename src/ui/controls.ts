import { css } from 'lit';

/** Looks of native controls: buttons, boxes to tick, and what fields have besides `fieldStyles`. */
export const controls = css`
  .button,
  .icon-button {
    appearance: none;
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    gap: 0.375rem;
    min-block-size: var(--_control);
    margin: 0;
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow-small);
    font: inherit;
    font-size: var(--_size-small);
    font-weight: 500;
    line-height: 1.2;
    cursor: pointer;
    user-select: none;
    transition:
      background-color var(--_fast),
      border-color var(--_fast),
      color var(--_fast);
  }
  .button:hover,
  .icon-button:hover {
    background: var(--_hover);
  }
  .button:active,
  .icon-button:active,
  .button[aria-expanded='true'],
  .icon-button[aria-expanded='true'],
  .button[aria-pressed='true'],
  .icon-button[aria-pressed='true'] {
    background: var(--_pressed);
  }
  .button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 92%, var(--_on-accent));
  }
  .button.danger {
    color: var(--_danger);
  }
  .button.quiet,
  .icon-button {
    border-color: transparent;
    background: transparent;
    box-shadow: none;
  }
  .button.quiet:hover,
  .icon-button:hover {
    background: color-mix(in oklab, var(--_text) 7%, transparent);
  }
  .icon-button {
    inline-size: var(--_control);
    padding: 0;
    color: var(--_muted);
    font-size: var(--_size);
  }
  .icon-button:hover,
  .icon-button:focus-visible,
  .icon-button[aria-expanded='true'] {
    color: var(--_text);
  }
  .button:disabled,
  .button[aria-disabled='true'],
  .icon-button:disabled,
  .icon-button[aria-disabled='true'] {
    opacity: 0.5;
    cursor: not-allowed;
  }

  .field {
    display: grid;
    gap: 0.25rem;
    min-inline-size: 0;
  }
  .hint,
  .error {
    color: var(--_muted);
    font-size: var(--_size-meta);
  }
  .error {
    color: var(--_danger);
  }
  .input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  :is(input, textarea).input:read-only {
    background: var(--_sunken);
    color: var(--_muted);
  }
  textarea.input {
    min-block-size: 4.5rem;
    resize: vertical;
  }
  select.input {
    padding-inline-end: 1.75rem;
    /* A caret of two strokes: the CSP of a page may forbid images, even ours. */
    background-image:
      linear-gradient(45deg, transparent 42%, var(--_muted) 42% 58%, transparent 58%),
      linear-gradient(-45deg, transparent 42%, var(--_muted) 42% 58%, transparent 58%);
    background-position:
      right 0.9375rem center,
      right 0.6875rem center;
    background-repeat: no-repeat;
    background-size: 0.25rem 0.25rem;
  }
  select.input:dir(rtl) {
    background-position:
      left 0.4375rem center,
      left 0.6875rem center;
  }
  .checkbox {
    appearance: none;
    display: inline-grid;
    flex: none;
    place-content: center;
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
    border: 1px solid var(--_edge);
    border-radius: 4px;
    background: var(--_surface);
    color: var(--_on-accent);
    vertical-align: -0.15em;
    cursor: pointer;
  }
  .checkbox::before {
    inline-size: 0.625rem;
    block-size: 0.625rem;
    background: currentColor;
    clip-path: polygon(12% 46%, 3% 57%, 37% 90%, 97% 21%, 87% 11%, 36% 69%);
    content: '';
    opacity: 0;
  }
  .checkbox:checked,
  .checkbox:indeterminate {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  .checkbox:checked::before,
  .checkbox:indeterminate::before {
    opacity: 1;
  }
  .checkbox:indeterminate::before {
    clip-path: inset(40% 8%);
  }
  label.check {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: var(--_control);
    cursor: pointer;
  }

  @media (pointer: coarse) {
    .checkbox {
      inline-size: 1.375rem;
      block-size: 1.375rem;
    }
    .input {
      font-size: max(var(--_size), 16px); /* smaller makes iOS zoom in on focus */
    }
  }
  @media (forced-colors: active) {
    .button,
    .icon-button {
      border: 1px solid;
    }
    .checkbox:is(:checked, :indeterminate) {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
