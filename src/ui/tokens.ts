import { css } from 'lit';

/**
 * Tones for statuses and the like, in the order in which new ones are given out. Neighbours in this list differ in
 * lightness as well as in hue, so they stay apart for colour-blind eyes; a tone still never stands without its word.
 */
export const tones = [
  'slate',
  'amber',
  'green',
  'grey',
  'violet',
  'teal',
  'rose',
  'indigo',
  'brown',
  'cyan',
] as const;
export type Tone = (typeof tones)[number];

/**
 * The design roles. A host page sets the public names (`--lead-accent`, `--lead-surface` …) on any ancestor; elements
 * use only the internal ones (`--_accent` …), which fall back to our own colours. The public names are never declared
 * here, because that would shadow what the page has set.
 *
 * Light and dark come from the `color-scheme` that the element inherits.
 *
 * @cssproperty [--lead-accent] - The one colour that stands out: primary buttons, links, focus, selection.
 * @cssproperty [--lead-surface] - Ground of cards, tables and fields.
 * @cssproperty [--lead-raised] - Ground of what floats: menus, dialogs, dragged cards.
 * @cssproperty [--lead-sunken] - Ground behind cards: board columns, quiet boxes.
 * @cssproperty [--lead-line] - Hairlines.
 * @cssproperty [--lead-text] - Text.
 * @cssproperty [--lead-muted] - Secondary text.
 * @cssproperty [--lead-danger] - Errors and destructive actions.
 * @cssproperty [--lead-warning] - Warnings.
 * @cssproperty [--lead-success] - Confirmations.
 * @cssproperty [--lead-text-size=0.875rem] - Size of body text; the other sizes follow.
 * @cssproperty [--lead-radius=6px] - Radius of controls; cards and dialogs have 2px more.
 */
export const tokens = css`
  :host {
    --_surface: var(--lead-surface, light-dark(#fff, oklch(0.195 0.008 265)));
    --_raised: var(--lead-raised, light-dark(#fff, oklch(0.24 0.011 265)));
    --_sunken: var(--lead-sunken, light-dark(oklch(0.972 0.003 265), oklch(0.165 0.007 265)));
    --_line: var(--lead-line, light-dark(oklch(0.915 0.005 265), oklch(0.305 0.011 265)));
    --_text: var(--lead-text, light-dark(oklch(0.25 0.017 265), oklch(0.94 0.005 265)));
    --_muted: var(--lead-muted, light-dark(oklch(0.505 0.017 265), oklch(0.715 0.014 265)));
    --_accent: var(--lead-accent, light-dark(oklch(0.53 0.19 268), oklch(0.57 0.18 268)));
    --_danger: var(--lead-danger, light-dark(oklch(0.52 0.19 25), oklch(0.73 0.15 22)));
    --_warning: var(--lead-warning, light-dark(oklch(0.52 0.12 65), oklch(0.8 0.13 75)));
    --_success: var(--lead-success, light-dark(oklch(0.5 0.12 155), oklch(0.77 0.14 155)));

    /* Edge of fields and boxes to tick: 3:1 against the surface, unlike the hairline. */
    --_edge: light-dark(
      color-mix(in oklab, var(--_muted) 72%, var(--_surface)),
      color-mix(in oklab, var(--_muted) 65%, var(--_surface))
    );
    --_hover: color-mix(in oklab, var(--_text) 5%, var(--_surface));
    --_pressed: color-mix(in oklab, var(--_text) 9%, var(--_surface));
    --_selected: color-mix(in oklab, var(--_accent) 8%, var(--_surface));
    /* Black or white, whichever the accent carries: 0.18 is the luminance where both reach 4.5:1. */
    --_on-accent: color(
      from var(--_accent) xyz-d65 clamp(0, (0.18 - y) * 1e4, 0.95) clamp(0, (0.18 - y) * 1e4, 1)
        clamp(0, (0.18 - y) * 1e4, 1.089)
    );
    /* The accent as text: as it is, or as much darker (lighter) as reading needs. */
    --_accent-text: light-dark(
      oklch(from var(--_accent) min(l, 0.5) c h),
      oklch(from var(--_accent) max(l, 0.76) c h)
    );
    --_focus: light-dark(
      oklch(from var(--_accent) min(l, 0.6) c h),
      oklch(from var(--_accent) max(l, 0.65) c h)
    );
    --_scrim: light-dark(rgb(15 18 28 / 0.32), rgb(0 0 0 / 0.56));
    --_shadow:
      0 0 0 1px light-dark(rgb(15 18 28 / 0.07), rgb(255 255 255 / 0.09)),
      0 2px 6px light-dark(rgb(15 18 28 / 0.07), rgb(0 0 0 / 0.3)),
      0 12px 32px -6px light-dark(rgb(15 18 28 / 0.16), rgb(0 0 0 / 0.5));
    --_shadow-small: 0 1px 2px light-dark(rgb(15 18 28 / 0.06), rgb(0 0 0 / 0.3));

    --_size: var(--lead-text-size, 0.875rem);
    --_size-meta: calc(var(--_size) * 0.857);
    --_size-small: calc(var(--_size) * 0.929);
    --_size-title: calc(var(--_size) * 1.143);
    --_size-page: calc(var(--_size) * 1.429);
    --_radius: var(--lead-radius, 6px);
    --_radius-card: calc(var(--_radius) + 2px);
    --_control: 2rem;
    --_row: 2.5rem;
    --_fast: 140ms cubic-bezier(0.2, 0, 0.2, 1);

    box-sizing: border-box;
    color: var(--_text);
    font: inherit;
    font-size: var(--_size);
    line-height: 1.4;
    text-align: start;
    -webkit-tap-highlight-color: transparent;
  }
  :host([hidden]) {
    display: none !important;
  }
  :host([density='compact']) {
    --_row: 2rem;
    --_control: 1.75rem;
  }
  @media (pointer: coarse) {
    :host,
    :host([density]) {
      --_control: max(2.75rem, 44px);
      --_row: max(2.75rem, 44px);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_fast: 0s;
    }
  }

  [data-tone] {
    --_tone: var(--lead-tone-slate, light-dark(oklch(0.44 0.085 250), oklch(0.78 0.08 248)));
    --_tone-soft: light-dark(
      color-mix(in oklab, var(--_tone) 12%, var(--_surface)),
      color-mix(in oklab, var(--_tone) 20%, var(--_surface))
    );
    --_tone-text: light-dark(oklch(from var(--_tone) 0.4 c h), oklch(from var(--_tone) 0.87 calc(c * 0.7) h));
  }
  [data-tone='amber'] {
    --_tone: var(--lead-tone-amber, light-dark(oklch(0.65 0.145 66), oklch(0.84 0.14 80)));
  }
  [data-tone='green'] {
    --_tone: var(--lead-tone-green, light-dark(oklch(0.52 0.135 158), oklch(0.67 0.15 156)));
  }
  [data-tone='grey'] {
    --_tone: var(--lead-tone-grey, light-dark(oklch(0.6 0.008 265), oklch(0.56 0.01 265)));
  }
  [data-tone='violet'] {
    --_tone: var(--lead-tone-violet, light-dark(oklch(0.5 0.2 300), oklch(0.69 0.17 302)));
  }
  [data-tone='teal'] {
    --_tone: var(--lead-tone-teal, light-dark(oklch(0.62 0.1 190), oklch(0.78 0.1 190)));
  }
  [data-tone='rose'] {
    --_tone: var(--lead-tone-rose, light-dark(oklch(0.55 0.2 10), oklch(0.66 0.18 10)));
  }
  [data-tone='indigo'] {
    --_tone: var(--lead-tone-indigo, light-dark(oklch(0.42 0.17 270), oklch(0.62 0.16 270)));
  }
  [data-tone='brown'] {
    --_tone: var(--lead-tone-brown, light-dark(oklch(0.48 0.08 55), oklch(0.66 0.08 55)));
  }
  [data-tone='cyan'] {
    --_tone: var(--lead-tone-cyan, light-dark(oklch(0.64 0.115 225), oklch(0.8 0.11 225)));
  }
`;
