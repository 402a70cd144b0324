import { css } from 'lit';

/** Looks of `lead-selections` and of the view of one. */
export const selectionsStyles = css`
  :host {
    display: block;
    position: relative;
    container: selections / inline-size;
  }
  .header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    margin-block-end: 0.75rem;
  }
  .page-title {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .page-title:focus {
    outline: none;
  }
  .space {
    flex: 1;
  }
  .search {
    max-inline-size: 16rem;
  }
  .surface {
    overflow: hidden;
  }
  .table {
    table-layout: fixed;
  }
  .table tbody tr:last-child td {
    border-block-end: 0;
  }
  .table tbody tr:hover {
    background: var(--_hover);
  }
  .table td {
    overflow-wrap: anywhere;
  }
  .col-kind {
    inline-size: 8.5rem;
  }
  .col-of {
    inline-size: 7rem;
  }
  .col-members {
    inline-size: 6.5rem;
  }
  .col-updated {
    inline-size: 8rem;
  }
  .col-actions {
    inline-size: 3.5rem;
  }
  .name {
    appearance: none;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_text);
    font: inherit;
    font-weight: 500;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .name:hover {
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
    text-underline-offset: 0.2em;
  }
  .words {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    line-clamp: 3;
  }
  .kind {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    color: var(--_muted);
    vertical-align: middle;
    white-space: nowrap;
  }
  .kind > .icon,
  .set-icon {
    flex: none;
    inline-size: 1.375rem;
    block-size: 1rem;
  }
  .set-icon:dir(rtl) {
    scale: -1 1;
  }
  .filled {
    fill: currentColor;
    opacity: 0.6;
  }
  .outline {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.4;
  }
  td .skeleton {
    inline-size: 60%;
  }
  .fault {
    display: grid;
    justify-items: start;
    gap: 0.5rem;
    padding: 1rem;
    border: 1px solid color-mix(in oklab, var(--_danger) 40%, var(--_line));
    border-radius: var(--_radius-card);
    background: var(--_surface);
  }
  .about {
    display: grid;
    gap: 0.25rem;
    margin-block-end: 1rem;
    overflow-wrap: anywhere;
  }
  .about .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.75rem;
    color: var(--_muted);
    font-size: var(--_size-small);
  }
  .about .note {
    white-space: pre-line;
  }
  .editor {
    margin-block-end: 1rem;
    padding: 0.75rem 1rem 1rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_sunken);
  }
  .editor .toolbar {
    justify-content: flex-end;
    margin-block-start: 0.75rem;
  }
  .back {
    margin-block-end: 0.25rem;
    margin-inline-start: -0.5rem;
    padding-inline: 0.5rem;
  }
  .back .icon:dir(rtl) {
    scale: -1 1;
  }

  .if-narrow {
    display: none;
  }
  @container selections (max-width: 44rem) {
    .if-narrow {
      display: inline;
    }
    .col-of,
    .col-updated {
      display: none;
    }
  }
  @container selections (max-width: 30rem) {
    .col-kind {
      display: none;
    }
    .table :is(th, td) {
      padding-inline: 0.5rem;
    }
    .col-members {
      inline-size: 5rem;
    }
    .search {
      max-inline-size: none;
    }
  }
`;
