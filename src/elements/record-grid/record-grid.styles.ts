import { css } from 'lit';

/** Looks of `lead-record-grid`. */
export const recordGridStyles = css`
  :host {
    container-type: inline-size;
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_surface);
  }
  .bar {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    min-block-size: 3rem;
    padding: 0.375rem 0.5rem 0.375rem 0.75rem;
    padding-inline: 0.75rem 0.5rem;
    border-block-end: 1px solid var(--_line);
  }
  .about {
    display: flex;
    flex: 1 1 auto;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.625rem;
    min-inline-size: 0;
  }
  .actions,
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem;
  }
  .actions {
    gap: 0.25rem 0.5rem;
  }
  .about > .chosen {
    font-weight: 600;
  }
  .about > progress {
    inline-size: 6rem;
    accent-color: var(--_accent);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem;
    padding: 0.375rem 0.75rem;
    border-block-end: 1px solid var(--_line);
    font-size: var(--_size-small);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 1.625rem;
    border-radius: var(--_radius);
    background: var(--_pressed);
  }
  .chip > .text {
    min-inline-size: 0;
    padding: 0.125rem 0.125rem 0.125rem 0.5rem;
    padding-inline: 0.5rem 0.125rem;
    overflow-wrap: anywhere;
  }
  button.text {
    appearance: none;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  button.text:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .chip > .icon-button {
    inline-size: 1.625rem;
    min-block-size: 1.625rem;
    font-size: 0.75rem;
  }
  lead-ui-grid {
    flex: 0 1 auto;
    min-block-size: 0;
    border-radius: 0 0 calc(var(--_radius-card) - 1px) calc(var(--_radius-card) - 1px);
    overflow: hidden;
  }
  @container (inline-size < 40rem) {
    .about {
      flex-basis: 50%;
    }
    .tools {
      order: 1;
    }
    .choosing > .tools {
      display: none; /* or the rows would move away from under the pointer that ticks them */
    }
    .actions {
      flex: 1 0 100%;
      order: 2;
      justify-content: space-between;
    }
    .tools .wide {
      display: none;
    }
    .tools .button {
      inline-size: var(--_control);
      padding: 0;
    }
  }
  @media (pointer: coarse) {
    .chip > .icon-button,
    button.text {
      min-inline-size: 44px;
      min-block-size: 44px;
    }
  }
`;
