import { optionsOf, type Field, type FieldOption, type Subject } from '../model/fields.js';
import { describeRange } from './describe-range.js';
import type { CriteriaContext } from './evaluate.js';
import { hasValue, isNegative, isRelative, shapedValue, valueShape } from './operators.js';
import { resolveDates } from './periods.js';
import { simplifyCriteria } from './simplify.js';
import type { CriteriaTexts } from './texts.js';
import { isGroup, type Criteria, type CriteriaGroup, type CriteriaLine, type CriteriaNode } from './types.js';

/** What describing needs besides the criteria. */
export interface DescribeContext extends CriteriaContext {
  /** The sentences of `criteriaMessages` (`locale/criteria.ts`) in the language. */
  readonly texts: CriteriaTexts;
  readonly language: string;
  /** The name of a field as it stands in a table's heading. */
  readonly fieldLabel: (field: Field) => string;
  /** The name of a list item; also of what the setup does not know, which comes as `{id}` alone: ids of records. */
  readonly optionLabel: (field: Field, option: FieldOption) => string;
  /** Whom the criteria ask about, for "Every company". Left out: contacts. */
  readonly of?: Subject;
}

/** List items that are named before "and 12 more". */
const maxNamed = 8;
/** Characters of a text that are shown. */
const maxText = 80;

/**
 * Criteria in words: `Lead status is one of Open or Contacting, and company country is Norway`. Says what is asked and
 * nothing else: inactive and muted lines are left out (Q2), relative dates come with their range (Q5).
 */
export function describeCriteria(criteria: Criteria, context: DescribeContext): string {
  const simplified = simplifyCriteria(criteria, context.catalog);
  if (simplified.items.length === 0) return context.texts(`everything.${context.of ?? 'contact'}`);
  return capitalised(describeGroup(simplified, context, true), context.language);
}

/** One line in words, whether it is muted or not; its operator's label alone while it has no value. */
export function describeLine(line: CriteriaLine, context: DescribeContext): string {
  const field = context.catalog.get(line.field);
  if (!field || !valueShape(line.operator, field.type)) return line.field;
  const name = midSentence(field, context);
  if (!hasValue(line, field.type)) return `${name} ${context.texts(`operator.${line.operator}`)}`;
  const sentence = describeValue(line, field, name, context);
  const excluding = isNegative(line.operator) && line.empty === 'exclude';
  return excluding ? context.texts('line.excludingEmpty', { line: sentence }) : sentence;
}

function describeGroup(group: CriteriaGroup, context: DescribeContext, outermost: boolean): string {
  const { texts } = context;
  const parts = group.items.map((item) => describeNode(item, context));
  const [only] = group.items;
  const items = join(parts, group.match === 'all' ? 'join.all' : 'join.any', context);
  if (group.match === 'none') return texts('group.none', { items });
  if (outermost || (only && parts.length === 1)) return items;
  return texts('group', { items });
}

function describeNode(node: CriteriaNode, context: DescribeContext): string {
  return isGroup(node) ? describeGroup(node, context, false) : describeLine(node, context);
}

/** Not `Intl.ListFormat`: sentences with "and" inside need the comma that it leaves out between two. */
function join(parts: readonly string[], key: 'join.all' | 'join.any', { texts }: DescribeContext): string {
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return last;
  const before = parts.slice(0, -1).reduce((joined, next) => texts('join.more', { before: joined, next }));
  return texts(key, { before, last });
}

function describeValue(line: CriteriaLine, field: Field, name: string, context: DescribeContext): string {
  const { texts, language } = context;
  switch (valueShape(line.operator, field.type)) {
    case 'text':
      return texts(`line.${line.operator}`, { field: name, value: shortened(shapedValue(line, 'text')) });
    case 'texts':
      return describeOptions(line, field, name, context);
    case 'number':
      return texts(`line.${line.operator}`, { field: name, value: shapedValue(line, 'number') });
    case 'numberRange': {
      const [first, second] = shapedValue(line, 'numberRange');
      return texts('line.between', {
        field: name,
        from: Math.min(first, second),
        to: Math.max(first, second),
      });
    }
    case 'date': {
      const date = shapedValue(line, 'date');
      return texts(`line.${line.operator}`, {
        field: name,
        value: describeRange({ from: date, to: date }, texts, language),
      });
    }
    case 'dateRange': {
      const [from, to] = [...shapedValue(line, 'dateRange')]
        .sort()
        .map((date) => describeRange({ from: date, to: date }, texts, language));
      return texts('line.between', { field: name, from: from ?? '', to: to ?? '' });
    }
    case 'periodAmount': {
      const { period, amount } = shapedValue(line, 'periodAmount');
      const operator = line.operator as 'next' | 'previous' | 'thisAndNext' | 'thisAndPrevious';
      return withRange(line, name, texts(`span.${operator}.${period}`, { count: amount }), context);
    }
    case 'period': {
      const operator = line.operator as 'thisPeriod' | 'thisPreviousAndNext';
      return withRange(line, name, texts(`span.${operator}.${shapedValue(line, 'period').period}`), context);
    }
    case 'none':
    case undefined:
      return withRange(line, name, '', context);
  }
}

function withRange(line: CriteriaLine, field: string, span: string, context: DescribeContext): string {
  const { texts, language } = context;
  const sentence = texts(`line.${line.operator}`, { field, span });
  const range = isRelative(line.operator) ? resolveDates(line, context) : undefined;
  return range
    ? texts('line.dates', { line: sentence, range: describeRange(range, texts, language) })
    : sentence;
}

function describeOptions(line: CriteriaLine, field: Field, name: string, context: DescribeContext): string {
  const ids = shapedValue(line, 'texts');
  const options = new Map(optionsOf(field, context.setup).map((option) => [option.id, option]));
  const named = ids.slice(0, ids.length === maxNamed + 1 ? ids.length : maxNamed);
  const names = named.map((id) => describeOption(field, id, options.get(id), context));
  if (ids.length > named.length)
    names.push(context.texts('option.more', { count: ids.length - named.length }));
  const value = alternatives(names, context.language);
  if (ids.length > 1) return context.texts(`line.${line.operator}`, { field: name, value });
  return context.texts(line.operator === 'notOneOf' ? 'line.isNot' : 'line.is', { field: name, value });
}

function describeOption(
  field: Field,
  id: string,
  option: FieldOption | undefined,
  context: DescribeContext,
): string {
  if (!option && field.list) return context.texts('option.missing', { id: shortened(id) });
  const name = shortened(context.optionLabel(field, option ?? { id }));
  return option?.deleted ? context.texts('option.deleted', { name }) : name;
}

function alternatives(names: readonly string[], language: string): string {
  try {
    return new Intl.ListFormat(language, { type: 'disjunction' }).format(names);
  } catch {
    return new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
  }
}

/** Built-in names lose their capital inside a sentence, except in German; names that a host gave are left alone. */
function midSentence(field: Field, { fieldLabel, language }: DescribeContext): string {
  const label = fieldLabel(field);
  const [first = '', second = ''] = label;
  const isAcronym = second !== second.toLowerCase();
  if (field.label !== undefined || isAcronym || language.toLowerCase().startsWith('de')) return label;
  return first.toLowerCase() + label.slice(first.length);
}

function capitalised(text: string, language: string): string {
  const [first = ''] = text;
  return upperCase(first, language) + text.slice(first.length);
}

function upperCase(text: string, language: string): string {
  try {
    return text.toLocaleUpperCase(language);
  } catch {
    return text.toUpperCase();
  }
}

/** Cut between characters, not inside one. */
function shortened(text: string): string {
  if (text.length <= maxText) return text;
  const characters = [...text.slice(0, 2 * (maxText + 1))];
  return characters.length > maxText ? `${characters.slice(0, maxText).join('')}…` : text;
}
