import { svg, type SVGTemplateResult } from 'lit';
import type { SetOperation } from '../../model/records.js';

const left = 'M10 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z';
const right = 'M18 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z';
/** Two circles of radius 6 whose centres are 8 apart meet at 14, 8 ± √20. */
const lens = 'M14 3.53a6 6 0 0 1 0 8.94a6 6 0 0 1 0-8.94z';
const onlyLeft = 'M14 3.53a6 6 0 1 0 0 8.94a6 6 0 0 1 0-8.94z';
const onlyRight = 'M14 3.53a6 6 0 1 1 0 8.94a6 6 0 0 0 0-8.94z';

const filled: Readonly<Record<SetOperation, readonly string[]>> = {
  union: [onlyLeft, lens, onlyRight],
  intersection: [lens],
  onlyFirst: [onlyLeft],
  onlySecond: [onlyRight],
  difference: [onlyLeft, onlyRight],
};

/** Two overlapping circles, filled where members of the result are. In the colour of the text, mirrored with it. */
export function setIcon(operation: SetOperation): SVGTemplateResult {
  return svg`<svg class="set-icon" viewBox="2 0 24 16" aria-hidden="true" focusable="false">
    ${filled[operation].map((path) => svg`<path class="filled" d=${path}></path>`)}
    <path class="outline" d=${left}></path><path class="outline" d=${right}></path>
  </svg>`;
}
