import { html, type TemplateResult } from 'lit';
import type { CriteriaError } from '../../criteria/errors.js';
import { criteriaMessages } from '../../locale/criteria.js';
import { findMessages } from '../../locale/find.js';
import type { LocaleController } from '../../locale/locale-controller.js';

/** What is wrong with criteria from outside (Q6): the sentence, and the path in the JSON. */
export function renderCriteriaErrors(
  locale: LocaleController,
  errors: readonly CriteriaError[],
): TemplateResult {
  const words = locale.texts(criteriaMessages);
  const text = locale.texts(findMessages);
  return html`<ul class="errors">
    ${errors.map(
      ({ code, path, details }) =>
        html`<li>${words(`error.${code}`, details)} <code>${path || text('whole')}</code></li>`,
    )}
  </ul>`;
}
