import { css } from 'lit';

/** Looks of `lead-ui-listbox-select`. */
export const listboxStyles = css`
  :host {
    display: inline-block;
    position: relative;
    min-inline-size: 0;
    max-inline-size: 100%;
    vertical-align: middle;
  }
  :host([appearance='field']) {
    display: block;
  }
  .trigger {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    inline-size: 100%;
    text-align: start;
    cursor: pointer;
    user-select: none;
  }
  .trigger:disabled {
    cursor: not-allowed;
  }
  :host([appearance='quiet']) .trigger,
  :host([appearance='badge']) .trigger {
    appearance: none;
    min-block-size: calc(var(--_control) - 0.25rem);
    padding: 0.125rem 0.375rem;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: transparent;
    color: inherit;
    font: inherit;
  }
  :host([appearance='badge']) .trigger {
    min-block-size: 1.625rem;
    padding-inline: 0.5rem 0.375rem;
    border-color: var(--_line);
    border-radius: 999px;
    font-size: var(--_size-small);
  }
  :host(:is([appearance='quiet'], [appearance='badge'])) .trigger:is(:hover, [aria-expanded='true']):enabled {
    background: color-mix(in oklab, var(--_text) 6%, transparent);
  }
  .summary {
    flex: 1;
  }
  .summary .dot {
    margin-inline-end: 0.125rem;
    vertical-align: 0.05em;
  }
  .placeholder,
  .more,
  .caret {
    color: var(--_muted);
  }
  .more {
    font-variant-numeric: tabular-nums;
  }
  .caret {
    display: flex;
    font-size: 0.65rem;
  }
  .trigger.clearable {
    padding-inline-end: 2.5rem;
    position: relative;
  }
  .trigger.clearable .caret {
    position: absolute;
    inset-inline-end: 0.5rem;
  }
  .clear {
    position: absolute;
    inset-block-start: 50%;
    inset-inline-end: 1.375rem;
    inline-size: 1.25rem;
    min-block-size: 1.5rem;
    font-size: 0.75em;
    translate: 0 -50%;
  }
  s {
    color: var(--_muted);
  }
  .deleted {
    color: var(--_muted);
    font-size: var(--_size-meta);
  }

  [popover] {
    max-inline-size: min(26rem, calc(100vw - 1rem));
    overflow: hidden;
  }
  [popover]:popover-open {
    display: flex;
    flex-direction: column;
  }
  .filter {
    flex: none;
    margin-block-end: 0.25rem;
  }
  .list {
    flex: 1;
    min-block-size: 0;
    max-block-size: 20rem;
    overflow: auto;
    overscroll-behavior: contain;
    outline: none;
  }
  .option {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: var(--_control);
    padding: 0.25rem 0.5rem;
    border-radius: calc(var(--_radius) - 2px);
    cursor: pointer;
    user-select: none;
  }
  .option[data-active] {
    background: color-mix(in oklab, var(--_text) 7%, transparent);
  }
  /* With a second line, dots and boxes belong to the first. */
  .option:has(.description) > :not(.text) {
    align-self: start;
    margin-block-start: 0.125rem;
  }
  .option:has(.description) > .dot {
    margin-block-start: 0.4rem;
  }
  .option > .icon {
    color: var(--_accent-text);
  }
  .option[aria-disabled='true'] {
    opacity: 0.55;
    cursor: not-allowed;
  }
  .text {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .description {
    display: block;
    color: var(--_muted);
    font-size: var(--_size-meta);
  }
  .box {
    display: grid;
    flex: none;
    place-content: center;
    inline-size: 1rem;
    block-size: 1rem;
    border: 1px solid var(--_edge);
    border-radius: 4px;
    font-size: 0.7rem;
  }
  .option[aria-selected='true'] .box {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .none {
    padding: 0.5rem;
    color: var(--_muted);
  }
  .none:empty {
    display: none;
  }
  @media (forced-colors: active) {
    .option[data-active] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
