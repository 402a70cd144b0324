import { css } from 'lit';

/** Looks of the search for a company. */
export const companyChoiceStyles = css`
  :host {
    display: block;
    position: relative;
    min-inline-size: 0;
  }
  .input {
    padding-inline-end: 2rem;
    text-overflow: ellipsis;
  }
  .clear {
    position: absolute;
    inset-block-start: 50%;
    inset-inline-end: 0.25rem;
    inline-size: 1.5rem;
    min-block-size: 1.5rem;
    font-size: 0.75em;
    translate: 0 -50%;
  }
  [popover] {
    max-inline-size: min(26rem, calc(100vw - 1rem));
    overflow: hidden;
  }
  [popover]:popover-open {
    display: flex;
    flex-direction: column;
  }
  .list {
    flex: 1;
    min-block-size: 0;
    max-block-size: 20rem;
    overflow: auto;
    overscroll-behavior: contain;
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
  .option:is(:hover, [data-active]) {
    background: color-mix(in oklab, var(--_text) 7%, transparent);
  }
  .option > .icon {
    color: var(--_accent-text);
  }
  .name {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .note {
    padding: 0.375rem 0.5rem;
  }
  .note:empty {
    display: none;
  }
  @media (pointer: coarse) {
    .clear {
      inline-size: var(--_control);
      min-block-size: var(--_control);
      inset-inline-end: 0;
    }
  }
  @media (forced-colors: active) {
    .option[data-active] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
