import { css } from 'lit';

/** Looks of the field picker, on top of those of a listbox. */
export const fieldPickerStyles = css`
  :host {
    display: inline-block;
  }
  .trigger.field {
    appearance: none;
    min-block-size: var(--_control);
    padding: 0.25rem 0.5rem;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: transparent;
    color: inherit;
    font: inherit;
    line-height: 1.3;
  }
  .trigger.field:is(:hover, [aria-expanded='true']) {
    background: color-mix(in oklab, var(--_text) 6%, transparent);
  }
  .name {
    flex: 1;
    min-inline-size: 0;
    font-weight: 500;
    overflow-wrap: break-word;
  }
  .entity {
    color: var(--_muted);
    font-weight: 400;
  }
  [popover] {
    inline-size: 19rem;
  }
  .heading {
    padding: 0.5rem 0.5rem 0.25rem;
    color: var(--_muted);
    font-size: var(--_size-meta);
    font-weight: 500;
  }
  [role='group'] + [role='group'] {
    margin-block-start: 0.25rem;
    border-block-start: 1px solid var(--_line);
  }
`;
