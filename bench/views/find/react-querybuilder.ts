import { createElement, useMemo, useState, type FunctionComponent } from 'react';
import { createRoot } from 'react-dom/client';
import { isRuleGroup, QueryBuilder, type Field, type RuleGroupType, type RuleType } from 'react-querybuilder';
import { textOf, typeInto } from '../look.js';
import { rowsOf, type PersonRow } from '../people.js';
import type { Side } from '../view.js';
import { compareNames, findSize, findText, lines, type FindWidget } from './widget.js';

/**
 * https://react-querybuilder.js.org over an array: rows sorted by name beforehand, the query made into a test of a row,
 * the first fifty matches as a table.
 */
export const reactQueryBuilder: Side<FindWidget> = {
  name: 'react-querybuilder + Array',
  open: (place, people) => {
    const rows = rowsOf(people).sort((a, b) => compareNames(a.name, b.name));
    let root = createRoot(place);
    const render = () => root.render(createElement(Find, { rows }));
    render();
    return {
      mount: () => {
        root.unmount();
        root = createRoot(place);
        render();
      },
      seen: () =>
        findText(
          Number(textOf(place.querySelector('.count'))),
          [...place.querySelectorAll('tbody tr')]
            .slice(0, 10)
            .map((row) => [textOf(row.children[0]), textOf(row.children[1])] as const),
        ),
      type: (text) => typeInto(place.querySelector<HTMLInputElement>('input.rule-value')!, text),
      close: () => root.unmount(),
    };
  },
};

const choice = (name: string, values: readonly string[]): Field => ({
  name,
  label: name,
  valueEditorType: 'multiselect',
  values: values.map((value) => ({ name: value, label: value })),
});

const fields: Field[] = [
  { name: 'name', label: 'Name' },
  choice('leadStatus', ['1', '2', '3', '4', '5']),
  choice('categoryGroup', ['customer', 'potentialCustomer', 'partner', 'lost', 'other', 'none']),
  { name: 'score', label: 'Score', inputType: 'number' },
];

const start: RuleGroupType = {
  combinator: 'and',
  rules: [
    { field: 'name', operator: 'contains', value: 'b' },
    { field: 'leadStatus', operator: 'in', value: [...lines.statuses] },
    { field: 'categoryGroup', operator: 'in', value: [...lines.groups] },
    { field: 'score', operator: 'between', value: [...lines.score] },
  ],
};

/** Its types are of any fields and queries; these are ours. */
const Builder = QueryBuilder as unknown as FunctionComponent<{
  readonly fields: readonly Field[];
  readonly query: RuleGroupType;
  readonly onQueryChange: (query: RuleGroupType) => void;
  readonly listsAsArrays: boolean;
}>;

const shownRows = 50;

function Find({ rows }: { readonly rows: readonly PersonRow[] }) {
  const [query, setQuery] = useState(start);
  const found = useMemo(() => rows.filter(testOf(query)), [rows, query]);
  return createElement(
    'div',
    { style: { width: findSize.width, height: findSize.height, overflow: 'auto' } },
    createElement(Builder, { fields, query, onQueryChange: setQuery, listsAsArrays: true }),
    createElement('p', { className: 'count' }, found.length),
    createElement('table', null, createElement('tbody', null, found.slice(0, shownRows).map(renderRow))),
  );
}

const renderRow = ({ id, name, email, companyName, country }: PersonRow) =>
  createElement(
    'tr',
    { key: id },
    [name, email, companyName, country].map((text, index) => createElement('td', { key: index }, text)),
  );

type Test = (row: PersonRow) => boolean;

function testOf(query: RuleGroupType): Test {
  const tests = query.rules.map((rule) => (isRuleGroup(rule) ? testOf(rule) : ruleTest(rule)));
  const isAll = query.combinator === 'and';
  return (row) => (isAll ? tests.every((test) => test(row)) : tests.some((test) => test(row)));
}

function ruleTest({ field, operator, value }: RuleType): Test {
  const key = field as keyof PersonRow;
  switch (operator) {
    case 'contains': {
      const text = String(value).toLowerCase();
      return (row) =>
        String(row[key] ?? '')
          .toLowerCase()
          .includes(text);
    }
    case 'in':
      return (row) => (value as readonly unknown[]).includes(row[key]);
    case 'between': {
      const [from, to] = (value as readonly unknown[]).map(Number) as [number, number];
      return (row) => Number(row[key]) >= from && Number(row[key]) <= to;
    }
    default:
      throw new Error(`No line here has the operator "${operator}".`);
  }
}
