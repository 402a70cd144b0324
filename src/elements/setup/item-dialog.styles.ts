import { css } from 'lit';

/** The look of the dialog of a setup list. */
export const itemDialogStyles = css`
  :host {
    display: contents;
  }
  form {
    display: grid;
    gap: 1rem;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 0.25rem;
  }
  .tones {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
  }
  .tone {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: var(--_control);
    padding-inline: 0.625rem;
    border: 1px solid var(--_line);
    border-radius: 999px;
    font-size: var(--_size-small);
    cursor: pointer;
  }
  .tone:hover {
    background: var(--_hover);
  }
  .tone:has(:checked) {
    border-color: var(--_accent);
    background: var(--_selected);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  .tone:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  .check[data-disabled] {
    color: var(--_muted);
    cursor: not-allowed;
  }
  /* Always there for screen readers, out of the way while it has nothing to say. */
  .consequence:empty {
    position: absolute;
  }
  .consequence:not(:empty) {
    display: flex;
    gap: 0.5rem;
    padding: 0.625rem 0.75rem;
    border-radius: var(--_radius);
    background: var(--_sunken);
    font-size: var(--_size-small);
  }
  .consequence > .icon {
    color: var(--_muted);
  }
  .consequence[data-effect='hides'] > .icon {
    color: var(--_warning);
  }
  .question {
    flex: 1;
    align-self: center;
    font-weight: 500;
  }
  @media (forced-colors: active) {
    .tone:has(:checked) {
      border-color: Highlight;
      outline: 2px solid Highlight;
    }
  }
`;
