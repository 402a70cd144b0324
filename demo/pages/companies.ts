import { html } from 'lit';
import { addressOf } from '../places.js';
import { text } from '../texts.js';

const columns = [
  'company.name',
  'company.category',
  'company.categoryGroup',
  'company.city',
  'company.country',
  'company.owner',
];

export function companiesPage() {
  return html`
    <div class="head">
      <h1>${text('companies')}</h1>
      <a class="action" href=${addressOf({ page: 'newCompany' })}>${text('newCompany')}</a>
    </div>
    <lead-record-grid
      class="tall panel"
      of="company"
      .columns=${columns}
      storage-key="fjordline-companies"
      label=${text('companies')}
    ></lead-record-grid>
  `;
}
