import { css, type CSSResultGroup } from 'lit';
import { tokens } from './tokens.js';

const base = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }
  [hidden] {
    display: none !important;
  }
  .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    vertical-align: -0.25em;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .muted {
    color: var(--_muted);
  }
  .meta {
    color: var(--_muted);
    font-size: var(--_size-meta);
  }
  .numbers {
    font-variant-numeric: tabular-nums;
  }
  .truncate {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .title {
    font-size: var(--_size-title);
    font-weight: 600;
    letter-spacing: -0.006em;
    line-height: 1.3;
  }
  .page-title {
    font-size: var(--_size-page);
    font-weight: 600;
    letter-spacing: -0.012em;
    line-height: 1.25;
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .surface {
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
  }
  a,
  .link {
    color: var(--_accent-text);
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 35%, transparent);
    text-underline-offset: 0.2em;
    border-radius: 2px;
  }
  a:hover,
  .link:hover {
    text-decoration-color: currentColor;
  }
  button.link {
    appearance: none;
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

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
  .field > label,
  .label {
    color: var(--_muted);
    font-size: var(--_size-small);
    font-weight: 500;
  }
  .hint,
  .error {
    color: var(--_muted);
    font-size: var(--_size-meta);
  }
  .error {
    color: var(--_danger);
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
  .input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .input:disabled,
  .input:read-only:not(select) {
    background: var(--_sunken);
    color: var(--_muted);
  }
  .input[aria-invalid='true'] {
    border-color: var(--_danger);
  }
  textarea.input {
    min-block-size: 4.5rem;
    resize: vertical;
  }
  select.input {
    padding-inline-end: 1.75rem;
    background-image:
      linear-gradient(45deg, transparent 50%, var(--_muted) 50%),
      linear-gradient(-45deg, transparent 50%, var(--_muted) 50%);
    background-position:
      right 0.875rem center,
      right 0.625rem center;
    background-repeat: no-repeat;
    background-size: 0.25rem 0.25rem;
  }
  select.input:dir(rtl) {
    background-position:
      left 0.625rem center,
      left 0.875rem center;
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

  .dot {
    display: inline-block;
    flex: none;
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: 50%;
    background: var(--_tone, var(--_muted));
    forced-color-adjust: none;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    max-inline-size: 100%;
    min-block-size: 1.375rem;
    padding: 0.0625rem 0.5rem;
    border-radius: 999px;
    background: var(--_tone-soft, var(--_pressed));
    color: var(--_tone-text, var(--_text));
    font-size: var(--_size-meta);
    font-weight: 500;
    line-height: 1.3;
  }
  .count {
    color: var(--_muted);
    font-size: var(--_size-meta);
    font-variant-numeric: tabular-nums;
    font-weight: 400;
  }

  .pairs {
    display: grid;
    grid-template-columns: minmax(6rem, max-content) minmax(0, 1fr);
    gap: 0.125rem 1rem;
  }
  .pairs dt {
    padding-block: 0.25rem;
    color: var(--_muted);
  }
  .pairs dd {
    min-inline-size: 0;
    padding-block: 0.25rem;
    overflow-wrap: anywhere;
  }

  .table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_size-small);
  }
  .table th {
    color: var(--_muted);
    font-size: var(--_size-meta);
    font-weight: 500;
    text-align: start;
  }
  .table :is(th, td) {
    block-size: var(--_row);
    padding: 0.25rem 0.75rem;
    border-block-end: 1px solid var(--_line);
  }
  .table .end {
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  .skeleton {
    display: block;
    block-size: 0.75em;
    border-radius: 4px;
    background: linear-gradient(100deg, var(--_pressed) 35%, var(--_hover) 50%, var(--_pressed) 65%) 0 0 /
      300% 100%;
    animation:
      lead-appear 1ms 150ms backwards,
      lead-shimmer 1.6s 150ms linear infinite;
  }
  .late {
    animation: lead-appear 1ms 150ms backwards;
  }
  .state {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 0.75rem;
    padding: 2rem 1rem;
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }
  .state .title {
    color: var(--_text);
    font-size: var(--_size);
  }
  .state > .icon {
    color: var(--_danger);
    font-size: 1.25rem;
  }
  .state details {
    max-inline-size: 40rem;
    font-size: var(--_size-meta);
    overflow-wrap: anywhere;
  }
  .state summary {
    cursor: pointer;
  }
  .skeleton-lines {
    display: grid;
    gap: 0.75rem;
    padding: 1rem;
  }
  .skeleton-lines > :nth-child(3n + 2) {
    inline-size: 72%;
  }
  .skeleton-lines > :nth-child(3n) {
    inline-size: 46%;
  }
  @keyframes lead-appear {
    from {
      visibility: hidden;
    }
  }
  @keyframes lead-shimmer {
    from {
      background-position: 100% 0;
    }
    to {
      background-position: -50% 0;
    }
  }

  /* What floats in the top layer: menus, listboxes, tooltips. */
  [popover] {
    position: fixed;
    inset: auto;
    max-inline-size: calc(100vw - 1rem);
    max-block-size: calc(100dvh - 1rem);
    margin: 0;
    padding: 0.25rem;
    border: 0;
    border-radius: var(--_radius-card);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-weight: 400;
    letter-spacing: 0;
    overflow: auto;
    overscroll-behavior: contain;
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
  @media (prefers-reduced-motion: reduce) {
    .skeleton {
      animation: lead-appear 1ms 150ms backwards;
    }
  }
  @media (forced-colors: active) {
    .button,
    .icon-button,
    .badge,
    [popover] {
      border: 1px solid;
    }
    .checkbox:checked,
    .checkbox:indeterminate {
      background: Highlight;
      forced-color-adjust: none;
    }
    .skeleton {
      background: GrayText;
    }
  }
`;

/** What every element starts its `styles` with: the design roles and the look of plain controls. */
export const baseStyles: CSSResultGroup = [tokens, base];
