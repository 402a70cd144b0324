import { css } from 'lit';

/** Looks of a form in a dialog. Boxes for messages that are empty take no room. */
export const formStyles = css`
  form {
    display: grid;
    gap: 1rem;
  }
  form > div:not(:has(*)) {
    margin-block-start: -1rem;
  }
  fieldset {
    display: grid;
    gap: 0.25rem;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-block-end: 0.25rem;
    padding: 0;
  }
  .optional {
    font-weight: 400;
  }
`;
