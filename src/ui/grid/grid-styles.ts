import { css } from 'lit';

/** Looks of `lead-ui-grid`. */
export const gridStyles = css`
  :host {
    container-type: inline-size;
    isolation: isolate;
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    max-block-size: var(--lead-grid-max-height, 70vh);
    background: var(--_surface);
    --_pad: 0.75rem;
  }
  .scroller {
    position: relative;
    flex: 0 1 auto;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    scroll-padding-block-start: var(--_row);
    scroll-padding-inline: var(--_sticky-start, 0) var(--_sticky-end, 0);
  }
  .probe {
    position: absolute;
    block-size: var(--_row);
    visibility: hidden;
  }
  .grid {
    --_tick: 2.5rem;
    --_act: calc(var(--_buttons) * 1.75rem + 0.75rem);
    min-inline-size: max(100%, var(--_least));
    inline-size: min-content;
    font-size: var(--_size-small);
  }
  .body {
    position: relative;
  }
  .row {
    display: grid;
    grid-template-columns: var(--_columns);
    inline-size: 100%;
    block-size: var(--_row);
    border-block-end: 1px solid var(--_line);
    background: var(--_surface);
  }
  .body > .row {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    contain: layout style;
  }
  .body > .row:hover {
    background: var(--_hover);
  }
  .body > .row[aria-selected='true'] {
    background: var(--_selected);
  }
  .cell {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-inline-size: 0;
    padding-inline: var(--_pad);
    background: inherit;
    outline-offset: -2px;
  }
  .content {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* A button is one piece to the text around it, which only cuts it off. */
  .content > button {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    vertical-align: bottom;
  }
  .end {
    justify-content: flex-end;
    font-variant-numeric: tabular-nums;
  }
  .cell .skeleton {
    inline-size: 60%;
  }
  .cell:nth-child(even) .skeleton {
    inline-size: 42%;
  }
  .sticky {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
  }
  .select + .sticky {
    inset-inline-start: var(--_tick);
  }
  .select {
    justify-content: center;
    padding: 0;
  }
  .select .checkbox {
    /* the whole cell is the target */
    outline-offset: 2px;
  }
  [data-scrolled] .sticky:not(.select)::after {
    position: absolute;
    inset-block: 0;
    inset-inline-end: -0.5rem;
    inline-size: 0.5rem;
    border-inline-start: 1px solid var(--_line);
    background: linear-gradient(to right, color-mix(in oklab, var(--_text) 6%, transparent), transparent);
    content: '';
    pointer-events: none;
  }
  [data-scrolled] .sticky:not(.select):dir(rtl)::after {
    background: linear-gradient(to left, color-mix(in oklab, var(--_text) 6%, transparent), transparent);
  }
  .opens {
    appearance: none;
    max-inline-size: 100%;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 500;
    text-align: start;
    cursor: pointer;
  }
  .opens:hover {
    color: var(--_accent-text);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .head {
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    color: var(--_muted);
    font-size: var(--_size-meta);
    font-weight: 500;
  }
  .head .cell {
    gap: 0.125rem;
    user-select: none;
  }
  .sort {
    appearance: none;
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    min-inline-size: 0;
    margin-inline: -0.25rem;
    padding: 0.25rem;
    border: 0;
    border-radius: 4px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .end .sort {
    flex-direction: row-reverse;
  }
  button.sort:hover {
    color: var(--_text);
  }
  span.sort {
    cursor: default;
  }
  .sort > .icon {
    font-size: 0.85em;
  }
  .rank {
    font-size: 0.85em;
    font-variant-numeric: tabular-nums;
  }
  [aria-sort] .sort,
  .filtered .sort {
    color: var(--_text);
  }
  .filtered .sort {
    font-weight: 700;
  }
  .funnel {
    inline-size: 1.5rem;
    min-block-size: 1.5rem;
    font-size: 0.95em;
    opacity: 0;
  }
  .cell:is(:hover, :focus-within) > .funnel,
  .filtered > .funnel {
    opacity: 1;
  }
  .filtered > .funnel {
    color: var(--_accent-text);
  }
  .end > .funnel {
    order: -1;
  }
  [data-drop] {
    position: relative;
  }
  [data-drop]::before {
    position: absolute;
    inset-block: 0.25rem;
    inset-inline-start: -1px;
    inline-size: 2px;
    border-radius: 1px;
    background: var(--_accent);
    content: '';
  }
  [data-drop='after']::before {
    inset-inline: auto -1px;
  }
  .busy .head::after {
    position: absolute;
    inset-inline: 0;
    inset-block-end: -1px;
    block-size: 2px;
    background: linear-gradient(90deg, transparent, var(--_accent), transparent) 0 0 / 40% 100% no-repeat;
    animation:
      lead-appear 1ms 150ms backwards,
      pass 1.2s 150ms ease-in-out infinite;
    content: '';
  }
  @keyframes pass {
    from {
      background-position: -70% 0;
    }
    to {
      background-position: 170% 0;
    }
  }

  .group {
    grid-template-columns: 1fr;
    background: var(--_sunken);
    cursor: pointer;
  }
  .group .cell {
    position: sticky;
    inset-inline-start: 0;
    justify-self: start;
    max-inline-size: 100cqi;
    padding-inline-start: calc(var(--_pad) + (var(--_level, 1) - 1) * 1.25rem);
    font-weight: 600;
    outline-offset: -2px;
  }
  .twist {
    display: flex;
    color: var(--_muted);
    font-size: 0.8em;
    transition: rotate var(--_fast);
  }
  .group[aria-expanded='true'] .twist {
    rotate: 90deg;
  }
  .twist:dir(rtl) {
    scale: -1 1;
  }
  .group[aria-expanded='true'] .twist:dir(rtl) {
    rotate: -90deg;
  }

  .actions {
    position: sticky;
    inset-inline-end: 0;
    z-index: 1;
    gap: 0;
    justify-self: end;
    padding-inline: 0.5rem 0.375rem;
    mask-image: linear-gradient(to right, transparent, #000 0.5rem);
  }
  .actions:dir(rtl) {
    mask-image: linear-gradient(to left, transparent, #000 0.5rem);
  }
  .body .actions {
    opacity: 0;
  }
  .row:is(:hover, :focus-within) > .actions,
  .actions:has([aria-expanded='true']) {
    opacity: 1;
  }
  .actions .icon-button {
    inline-size: 1.75rem;
    min-block-size: 1.75rem;
  }
  .empty {
    position: sticky;
    inset-inline-start: 0;
    inline-size: 100cqi;
  }

  @container (inline-size < 30rem) {
    .grid {
      --_pad: 0.5rem;
      --_act: 2.5rem;
    }
    .body .actions {
      opacity: 1;
    }
    .actions .inline {
      display: none;
    }
  }
  @media (pointer: coarse) {
    .grid {
      --_tick: 44px;
      --_act: 52px;
    }
    .body .actions,
    .funnel {
      opacity: 1;
    }
    .actions .inline {
      display: none;
    }
    .actions .icon-button,
    .funnel {
      inline-size: 44px;
      min-block-size: 44px;
    }
    .sort {
      min-block-size: 44px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .busy .head::after {
      animation: lead-appear 1ms 150ms backwards;
      background: var(--_accent);
      opacity: 0.5;
    }
  }
  @media (forced-colors: active) {
    .row[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .cell:focus-visible {
      outline-color: Highlight;
    }
  }
`;
