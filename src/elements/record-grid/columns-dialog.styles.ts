import { css } from 'lit';

/** Looks of "Customise columns". */
export const columnsDialogStyles = css`
  :host {
    display: contents;
  }
  .panes {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 1.5rem;
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 0.5rem;
    min-inline-size: 0;
  }
  .list {
    flex: 1;
    min-block-size: 10rem;
    max-block-size: min(22rem, 45dvh);
    overflow: auto;
    list-style: none;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: var(--_control);
    padding-inline: 0.25rem;
    border-radius: calc(var(--_radius) - 2px);
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .choice:hover {
    background: color-mix(in oklab, var(--_text) 5%, transparent);
  }
  .choice > input:focus-visible {
    outline-offset: 2px;
  }
  .chosen {
    display: flex;
    align-items: center;
    gap: 0.125rem;
    margin-block-end: 0.25rem;
    padding-inline: 0.25rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .dragged {
    border-style: dashed;
    opacity: 0.6;
  }
  .grip {
    display: flex;
    color: var(--_muted);
    cursor: grab;
  }
  .name {
    flex: 1;
    min-inline-size: 0;
    padding: 0.25rem;
    overflow-wrap: anywhere;
  }
  .reset {
    margin-inline-end: auto;
  }
  @media (max-width: 36rem) {
    .panes {
      grid-template-columns: minmax(0, 1fr);
      gap: 1rem;
    }
    .list {
      min-block-size: 0;
      max-block-size: 24dvh;
    }
  }
`;
