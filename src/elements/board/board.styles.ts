import { css } from 'lit';

/**
 * The frame of the board. No ancestor of a list may have `transform`, `filter` or containment: each would become the
 * frame of reference of the card under the pointer, which is `position: fixed`.
 */
export const boardStyles = css`
  :host {
    position: relative;
    display: block;
    min-inline-size: 0;
    max-block-size: var(--lead-board-height, max(24rem, 82dvh));
  }
  .frame {
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
    block-size: 100%;
    max-block-size: inherit;
  }
  :host([density='compact']) {
    --_card-pad: 0.375rem;
  }

  .toolbar {
    flex: none;
  }
  .toolbar .spacer {
    flex: 1;
  }
  .toolbar .group {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
  }
  .toolbar .selection {
    gap: 0.5rem;
    padding-inline-start: 0.5rem;
    font-size: var(--_size-small);
  }
  .filter {
    position: relative;
    flex: 1 1 10rem;
    max-inline-size: 16rem;
  }
  .filter > .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0.5rem;
    margin-block: auto;
    color: var(--_muted);
    pointer-events: none;
  }
  .filter .input {
    padding-inline: 2rem;
  }
  .filter > .icon-button {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    margin-block: auto;
  }
  .sort {
    max-inline-size: 14rem;
  }

  .columns {
    display: flex;
    flex: 1;
    min-block-size: 0;
    margin-inline: -0.25rem;
    padding-block-end: 0.25rem;
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scroll-snap-type: inline proximity;
    scroll-padding-inline: 0.25rem;
  }
  .columns[data-moving] {
    scroll-snap-type: none;
  }
  .column {
    display: flex;
    flex: 1 1 16rem;
    /* 85 % of the board while that is narrow, so that the next column peeks in. */
    min-inline-size: clamp(14rem, (34rem - 100%) * 999, 85%);
    max-inline-size: 26rem;
    padding-inline: 0.25rem;
    scroll-snap-align: start;
  }
  .panel {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 9rem;
    border: 1px solid transparent;
    border-radius: var(--_radius-card);
    background: var(--_sunken);
    transition:
      opacity var(--_fast),
      background-color var(--_fast),
      border-color var(--_fast);
  }
  .header {
    flex: none;
    font-size: var(--_size-small);
    font-weight: 600;
  }
  .toggle {
    appearance: none;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    inline-size: 100%;
    min-block-size: max(2.5rem, var(--_control));
    padding: 0.25rem 0.75rem;
    border: 0;
    border-radius: var(--_radius-card);
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .toggle:focus-visible {
    outline-offset: -2px;
  }
  .name {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .name[data-deleted] {
    color: var(--_muted);
    text-decoration: line-through;
  }
  .fold {
    margin-inline-start: auto;
    color: var(--_muted);
    opacity: 0;
    transition: opacity var(--_fast);
  }
  .fold:dir(rtl) .icon {
    scale: -1 1;
  }
  .toggle:hover .fold,
  .toggle:focus-visible .fold,
  [data-collapsed] .fold {
    opacity: 1;
  }
  .list {
    position: relative;
    flex: 1;
    min-block-size: 3.5rem;
    padding: 0 0.25rem 0.375rem;
    list-style-type: ''; /* with 'none' Safari would not call it a list */
    overflow-y: auto;
    overscroll-behavior-y: contain;
    scrollbar-width: thin;
  }
  .rest {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
    padding: 0.25rem 0.25rem 0.25rem 0.5rem;
    padding-inline: 0.5rem 0.25rem;
  }
  .slot {
    display: grid;
    place-content: center;
    min-block-size: 3.5rem;
    margin: 0.1875rem 0.25rem;
    border: 1px dashed var(--_accent);
    border-radius: var(--_radius);
    color: var(--_accent-text);
    font-size: var(--_size-meta);
  }
  .blocked {
    display: none;
    gap: 0.375rem;
    padding: 0 0.75rem 0.5rem;
    color: var(--_text);
    font-size: var(--_size-meta);
  }

  .column[data-collapsed] {
    flex: none;
    min-inline-size: 0;
  }
  .column[data-collapsed] .panel {
    inline-size: 2.75rem;
  }
  .column[data-collapsed] .toggle {
    justify-content: start;
    inline-size: auto;
    block-size: 2.75rem;
    padding: 0.75rem 0;
    writing-mode: vertical-rl;
  }
  .column[data-collapsed] .item {
    block-size: 4rem;
    content-visibility: hidden;
    margin: 0.25rem;
    border: 1px dashed var(--_accent);
    border-radius: var(--_radius);
  }
  .column[data-collapsed] .fold {
    margin: 0;
  }
  .column[data-collapsed] .list {
    padding: 0;
    overflow: hidden;
  }

  /* While cards are being moved. A message over a column would be in the way. */
  .columns[data-moving] ~ lead-ui-toasts {
    visibility: hidden;
  }
  .column[data-over] .panel {
    border-color: color-mix(in oklab, var(--_accent) 55%, transparent);
    background: color-mix(in oklab, var(--_accent) 7%, var(--_sunken));
  }
  .columns[data-moving] [data-blocked]:not([data-home]) .panel {
    background: var(--_sunken);
  }
  .columns[data-moving] [data-blocked]:not([data-home]) :is(.header, .list) {
    opacity: 0.45;
  }
  .columns[data-moving] [data-blocked]:not([data-home]) .blocked {
    display: flex;
  }
  .columns[data-moving] [data-collapsed] .blocked {
    display: none;
  }

  .settings {
    inline-size: 20rem;
    padding: 1rem;
  }
  .settings:popover-open {
    display: grid;
    gap: 0.75rem;
  }
  .settings .checks {
    display: grid;
  }
  .settings .end {
    display: flex;
    justify-content: end;
  }
  .confirmation {
    display: grid;
    gap: 0.5rem;
  }

  .skeletons {
    display: flex;
    gap: 0.5rem;
    overflow: hidden;
  }
  .skeletons > div {
    display: grid;
    flex: 1 0 14rem;
    align-content: start;
    gap: 0.375rem;
    min-block-size: 20rem;
    padding: 0.75rem 0.5rem;
    border-radius: var(--_radius-card);
    background: var(--_sunken);
  }
  .skeletons .bar {
    inline-size: 40%;
    margin-block-end: 0.5rem;
  }
  .skeletons .block {
    display: grid;
    gap: 0.5rem;
    padding: 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .skeletons .block > :last-child {
    inline-size: 60%;
  }
  @media (forced-colors: active) {
    .panel {
      border-color: CanvasText;
    }
    .column[data-over] .panel {
      border: 2px solid Highlight;
    }
  }
`;
