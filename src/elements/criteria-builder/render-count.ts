import { html, nothing, type TemplateResult } from 'lit';
import { isGroup, type CriteriaNode } from '../../criteria/types.js';
import { commonMessages } from '../../locale/common.js';
import { tooltip } from '../../ui/tooltip.js';
import type { BuilderView } from './builder-view.js';

/**
 * How many meet a line or a group alone: a quiet figure. What it counts is said to those who point at it, and to those
 * who hear it.
 */
export function renderCount(view: BuilderView, node: CriteriaNode): TemplateResult | typeof nothing {
  const counted = view.countOf(node);
  if (!counted || counted.total === 'unknown' || node.muted) return nothing;
  const { total, stale } = counted;
  const common = view.locale.texts(commonMessages);
  const isExact = 'exact' in total;
  const number = isExact ? total.exact : total.atLeast;
  const figure = isExact ? view.locale.number(number) : common('atLeast', { count: number });
  const who = common(view.of === 'contact' ? 'contacts' : 'companies', { count: isExact ? number : figure });
  const said = view.text(isGroup(node) ? 'groupAlone' : 'lineAlone', { who });
  return html`<span class="count" part="count" ?data-stale=${stale} ${tooltip(said)}
    ><span aria-hidden="true">${isGroup(node) ? who : figure}</span
    ><span class="visually-hidden">${said}</span></span
  >`;
}
