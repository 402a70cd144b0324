import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../../src/elements/record-grid/address.js';
import { dateText, optionOf } from '../../../../src/elements/record-grid/values.js';
import { createSetup } from '../../../../src/model/defaults.js';
import { createFieldCatalog } from '../../../../src/model/fields.js';

const catalog = createFieldCatalog([]);
const address = (field: string, value: string) => addressOf(catalog.get(field)!, value);

describe('addressOf', () => {
  it('links email, phone and web addresses', () => {
    expect(address('contact.email', 'ada@acme.example')).toBe('mailto:ada@acme.example');
    expect(address('contact.mobile', '+47 900 10 000')).toBe('tel:+4790010000');
    expect(address('company.website', 'acme.example')).toBe('https://acme.example/');
  });

  it.each([
    ['company.website', 'javascript:alert(1)'],
    ['company.website', 'javascript://acme.example/%0aalert(1)'],
    ['company.website', 'data:text/html,x'],
    ['contact.email', 'nobody'],
    ['contact.mobile', 'ask Ida'],
    ['contact.title', 'https://acme.example'],
  ])('leads nowhere from %s “%s”', (field, value) => {
    const result = address(field, value);
    expect(result === undefined || result.startsWith('https://')).toBe(true);
    expect(result ?? '').not.toMatch(/^(javascript|data):/);
  });

  it('puts no headers of its own into a mail', () => {
    expect(address('contact.email', 'a@b.example?bcc=c@d.example')).toBe(
      'mailto:a@b.example%3Fbcc%3Dc@d.example',
    );
  });
});

describe('dateText', () => {
  it('writes calendar dates as they are, whatever the zone', () => {
    expect(dateText('2026-11-21', 'en', 'Pacific/Apia', 'date')).toBe('Nov 21, 2026');
  });

  it('writes instants in the zone of the store', () => {
    expect(dateText('2026-11-21T23:30:00Z', 'en', 'Europe/Oslo', 'date')).toBe('Nov 22, 2026');
  });

  it('gives other text back', () => {
    expect(dateText('soon', 'en', 'UTC', 'date')).toBe('soon');
  });
});

describe('optionOf', () => {
  it('follows the setup', () => {
    const field = catalog.get('contact.leadStatus')!;
    const before = createSetup();
    const open = before.leadStatuses.get('1')!;
    const after = createSetup({ leadStatuses: [{ ...open, name: 'New' }] });
    expect(optionOf(field, '1', before)?.label).toBe('Open');
    expect(optionOf(field, '1', after)?.label).toBe('New');
    expect(optionOf(field, '9', after)).toBeUndefined();
  });
});
