import { css } from 'lit';

/** Cards, at rest and on their way. The gap between cards is their own padding: there is no place between two of them. */
export const cardStyles = css`
  .item {
    padding: 0.1875rem 0.25rem;
    content-visibility: auto;
    contain-intrinsic-size: auto 5.25rem;
    -webkit-touch-callout: none;
  }
  .card {
    position: relative;
    padding: var(--_card-pad, 0.5rem) 0.5rem var(--_card-pad, 0.5rem) 0.75rem;
    padding-inline: 0.75rem 0.5rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow-small);
    font-size: var(--_size-small);
    cursor: grab;
    user-select: none;
    transition:
      border-color var(--_fast),
      background-color var(--_fast),
      box-shadow var(--_fast);
  }
  .card:hover {
    border-color: color-mix(in oklab, var(--_text) 22%, var(--_line));
  }
  [data-locked] > .card {
    cursor: default;
  }
  .card[data-retained] {
    border-style: dashed;
    background: color-mix(in oklab, var(--_surface) 55%, var(--_sunken));
    box-shadow: none;
  }
  .card[data-selected] {
    border-color: var(--_accent);
    background: var(--_selected);
  }
  .card:has(> .head > .open:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 0;
  }
  .card[data-lifted] {
    border-color: var(--_accent);
    box-shadow: var(--_shadow);
    translate: 0 -2px;
  }
  .card[aria-busy='true']::after {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0.5rem;
    block-size: 2px;
    border-radius: 2px;
    background: linear-gradient(90deg, transparent, var(--_accent), transparent) 0 0 / 50% 100% repeat-x;
    content: '';
    animation:
      lead-appear 1ms 200ms backwards,
      travel 1.2s linear infinite;
  }
  .card[data-landed] {
    animation: landed 900ms ease-out;
  }
  @keyframes travel {
    to {
      background-position: 100% 0;
    }
  }
  @keyframes landed {
    from {
      background: color-mix(in oklab, var(--_accent) 18%, var(--_surface));
    }
  }

  .head {
    display: flex;
    align-items: start;
    gap: 0.25rem;
  }
  .open {
    appearance: none;
    flex: 1;
    min-inline-size: 0;
    padding: 0.125rem 0;
    border: 0;
    background: none;
    color: var(--_text);
    font: inherit;
    font-size: var(--_size);
    font-weight: 500;
    line-height: 1.35;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: inherit;
    user-select: none;
  }
  .open:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  .open:focus-visible {
    outline: none;
  }
  .corner {
    inline-size: 1.625rem;
    min-block-size: 1.625rem;
    margin-block: -0.0625rem;
  }
  .corner.move {
    opacity: 0;
  }
  .card:hover .corner.move,
  .card:focus-within .corner.move,
  .corner.move[aria-expanded='true'] {
    opacity: 1;
  }
  .about {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    column-gap: 0.5rem;
    padding-inline-end: 0.25rem;
    color: var(--_muted);
  }
  .company,
  .line {
    grid-column: 1;
  }
  .line {
    font-size: var(--_size-meta);
  }
  .waits {
    display: flex;
    grid-column: 1 / -1;
    align-items: center;
    gap: 0.375rem;
  }
  .owner {
    display: grid;
    grid-row: 1 / span 2;
    grid-column: 2;
    align-self: end;
    place-content: center;
    min-inline-size: 1.5rem;
    block-size: 1.5rem;
    padding-inline: 0.25rem;
    border-radius: 999px;
    background: var(--_pressed);
    color: var(--_text);
    font-size: 0.625rem;
    font-weight: 600;
    letter-spacing: 0.02em;
  }
  .lock {
    grid-column: 1 / -1;
    margin-block: 0.25rem 0.125rem;
    padding-block-start: 0.375rem;
    border-block-start: 1px solid var(--_line);
    color: var(--_text);
    font-size: var(--_size-meta);
    overflow-wrap: anywhere;
  }
  .note {
    display: flex;
    align-items: start;
    gap: 0.375rem;
    margin-block-start: 0.375rem;
    padding: 0.25rem 0 0.25rem 0.5rem;
    padding-inline: 0.5rem 0;
    border-radius: calc(var(--_radius) - 2px);
    background: color-mix(in oklab, var(--_danger) 9%, var(--_surface));
    color: var(--_text);
    font-size: var(--_size-meta);
  }
  .note > .icon {
    margin-block-start: 0.25rem;
    color: var(--_danger);
  }
  .note-text {
    flex: 1;
    min-inline-size: 0;
    padding-block: 0.1875rem;
    overflow-wrap: anywhere;
  }

  [data-moving] .item:not(.dragged) > .card:hover {
    border-color: var(--_line);
  }
  [data-moving] .card:hover .corner.move {
    opacity: 0;
  }

  /* Under the pointer. SortableJS sets opacity and position on the copy. */
  .dragged {
    opacity: 1 !important;
    content-visibility: visible;
    list-style: none;
  }
  .dragged > .card {
    border-color: color-mix(in oklab, var(--_accent) 60%, var(--_line));
    background: var(--_raised);
    box-shadow: var(--_shadow);
    cursor: grabbing;
    rotate: 1.5deg;
    scale: 1.02;
  }
  .dragged[data-count]::after {
    position: absolute;
    inset-block-start: -0.375rem;
    inset-inline-end: -0.25rem;
    min-inline-size: 1.375rem;
    padding: 0.125rem 0.375rem;
    border-radius: 999px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: var(--_size-meta);
    font-weight: 600;
    text-align: center;
    content: attr(data-count);
  }
  .landing > .card {
    border-color: var(--_accent);
    border-style: dashed;
    background: none;
    box-shadow: none;
  }
  .landing > .card > * {
    opacity: 0.25;
  }

  @media (pointer: coarse) {
    .corner {
      inline-size: var(--_control);
      min-block-size: var(--_control);
      margin-block: -0.375rem;
    }
    .corner.move {
      opacity: 1;
    }
    .open {
      min-block-size: var(--_control);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .dragged > .card {
      rotate: none;
      scale: none;
    }
    .card[data-landed],
    .card[aria-busy='true']::after {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .card[data-selected],
    .card[data-lifted] {
      outline: 2px solid Highlight;
    }
    .owner {
      border: 1px solid;
    }
  }
`;
