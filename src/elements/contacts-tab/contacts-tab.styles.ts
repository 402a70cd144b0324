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
  lead-contact-card::part(card) {
    margin-inline: -1.25rem;
    padding: 0 1.25rem;
    border: 0;
    background: none;
    box-shadow: none;
  }
  .gone {
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
  }
`;
