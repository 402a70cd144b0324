import { css } from 'lit';

export const outboxStatusStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .status {
    margin-block-end: 8px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_raised);
    font-size: var(--_size-small);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    padding: 0.375rem 0.375rem 0.375rem 0.75rem;
    padding-inline: 0.75rem 0.375rem;
  }
  .bar > .icon {
    color: var(--_muted);
  }
  .status[data-refused] .bar > .icon,
  .problem {
    color: var(--_danger);
  }
  .words {
    flex: 1 1 12rem;
    min-inline-size: 0;
    padding-block: 0.25rem;
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin-inline-start: auto;
  }
  .toggle .icon {
    transition: rotate var(--_fast);
  }
  .toggle[aria-expanded='true'] .icon {
    rotate: 180deg;
  }
  ul {
    max-block-size: 20rem;
    border-block-start: 1px solid var(--_line);
    list-style: none;
    overflow: auto;
    overscroll-behavior: contain;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    padding: 0.5rem 0.375rem 0.5rem 0.75rem;
    padding-inline: 0.75rem 0.375rem;
  }
  li + li {
    border-block-start: 1px solid var(--_line);
  }
  .entry {
    flex: 1 1 12rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .name {
    font-weight: 500;
  }
  @media (prefers-reduced-motion: reduce) {
    .toggle .icon {
      transition: none;
    }
  }
`;
