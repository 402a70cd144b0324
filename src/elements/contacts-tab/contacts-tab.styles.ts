import { css } from 'lit';

/** Looks of `lead-contacts-tab`. */
export const contactsTabStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  lead-record-grid {
    flex: 1 1 auto;
    min-block-size: 0;
  }
  .check {
    padding-inline-end: 0.375rem;
    font-size: var(--_size-small);
  }
  .gone {
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
  }
`;
