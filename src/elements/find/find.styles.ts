import { css } from 'lit';

/** Looks of `lead-find`. */
export const findStyles = css`
  :host {
    display: block;
    position: relative;
    container: find / inline-size;
  }
  .find {
    display: grid;
    gap: 1.25rem;
  }
  .header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  .header .page-title {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .space {
    flex: 1;
  }
  .switch {
    display: inline-flex;
    margin: 0;
    padding: 2px;
    border: 0;
    border-radius: var(--_radius);
    background: var(--_pressed);
  }
  .switch label {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: calc(var(--_control) - 4px);
    padding-inline: 0.75rem;
    border-radius: calc(var(--_radius) - 2px);
    color: var(--_muted);
    font-size: var(--_size-small);
    font-weight: 500;
    cursor: pointer;
  }
  .switch label:has(:checked) {
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow-small);
  }
  .switch label:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  .section-head {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    margin-block-end: 0.25rem;
  }
  .toggle {
    appearance: none;
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: var(--_control);
    margin-inline-start: -0.375rem;
    padding-inline: 0.375rem;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .toggle:hover {
    background: var(--_hover);
  }
  .toggle .icon {
    color: var(--_muted);
    font-size: 0.75em;
    transition: rotate var(--_fast);
  }
  .toggle[aria-expanded='false'] .icon {
    rotate: -90deg;
  }
  .toggle[aria-expanded='false']:dir(rtl) .icon {
    rotate: 90deg;
  }
  .fault {
    padding: 0.75rem 1rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_surface);
  }
  .results {
    min-inline-size: 0;
  }
  @media (forced-colors: active) {
    .switch label:has(:checked) {
      outline: 2px solid Highlight;
    }
  }
`;
