import type { Field } from '../../model/fields.js';
import type { Value } from '../../model/records.js';

const linked: Readonly<Record<string, 'mailto' | 'tel' | 'http'>> = {
  'contact.email': 'mailto',
  'company.email': 'mailto',
  'contact.phone': 'tel',
  'contact.mobile': 'tel',
  'company.phone': 'tel',
  'company.website': 'http',
};

/** Where a value leads to. Only schemes that run nothing. */
export function addressOf(field: Field, value: Value): string | undefined {
  const text = String(value).trim();
  switch (Object.hasOwn(linked, field.id) ? linked[field.id] : undefined) {
    case 'mailto':
      return text.includes('@') ? `mailto:${encodeURIComponent(text).replaceAll('%40', '@')}` : undefined;
    case 'tel': {
      const digits = text.replace(/[^\d+]/g, '');
      return digits.length > 2 ? `tel:${digits}` : undefined;
    }
    case 'http':
      return webAddress(text);
    default:
      return undefined;
  }
}

function webAddress(text: string): string | undefined {
  const address = text.includes('://') ? text : `https://${text}`;
  if (!URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
