import { css, type CSSResultGroup } from 'lit';
import { controls } from './controls.js';
import { fieldStyles } from './field-styles.js';
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
  .failed-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    padding: 0.25rem 0.5rem;
    font-size: var(--_size-meta);
  }
  .failed-line > .icon {
    color: var(--_danger);
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

  /* What floats in the top layer: menus, listboxes. A tooltip is an element with looks of its own. */
  [popover]:where(:not(lead-ui-tooltip)) {
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

  @media (prefers-reduced-motion: reduce) {
    .skeleton {
      animation: lead-appear 1ms 150ms backwards;
    }
  }
  @media (forced-colors: active) {
    .badge,
    [popover]:where(:not(lead-ui-tooltip)) {
      border: 1px solid;
    }
    .skeleton {
      background: GrayText;
    }
  }
`;

/** What every element starts its `styles` with: the design roles and the looks of text, states and controls. */
export const baseStyles: CSSResultGroup = [tokens, base, fieldStyles, controls];
