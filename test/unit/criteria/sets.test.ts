import { describe, expect, it } from 'vitest';
import { fromSets, toSets } from '../../../src/criteria/sets.js';
import {
  everything,
  type Criteria,
  type CriteriaLine,
  type CriteriaNode,
} from '../../../src/criteria/types.js';

// That sets ask the same as what they came from is a property, in evaluate-properties.test.ts.

const line = (value: string): CriteriaLine => ({ field: 'contact.title', operator: 'is', value });
const [a, b, c] = ['a', 'b', 'c'].map(line) as [CriteriaLine, CriteriaLine, CriteriaLine];
const all = (...items: CriteriaNode[]): Criteria => ({ match: 'all', items });
const any = (...items: CriteriaNode[]): Criteria => ({ match: 'any', items });
const none = (...items: CriteriaNode[]): Criteria => ({ match: 'none', items });
const muted = <Node extends CriteriaNode>(node: Node): Node => ({ ...node, muted: true });

describe('criteria as sets of lines', () => {
  it.each<[string, Criteria, Criteria[]]>([
    ['lines that are all to be met are one set', all(a, b), [all(a, b)]],
    ['any of several sets', any(all(a, b), all(c)), [all(a, b), all(c)]],
    ['a single line is a set of its own', any(a, all(b, c)), [all(a), all(b, c)]],
    ['groups that only wrap are seen through', all(any(all(all(a, b)), any(any(c)))), [all(a, b), all(c)]],
    ['any within any is more sets', any(any(a, b), c), [all(a), all(b), all(c)]],
    ['all within all is more lines', all(a, all(b, c)), [all(a, b, c)]],
    ['a muted set stays muted', any(muted(all(a)), all(b)), [muted(all(a)), all(b)]],
    ['nothing asked is one empty set', everything, [all()]],
    ['so is any of nothing', any(), [all()]],
  ])('[Q1] %s', (_name, criteria, sets) => {
    expect(toSets(criteria)).toEqual(sets);
  });

  it.each<[string, Criteria]>([
    ['none', none(a)],
    ['none within a set', all(a, none(b))],
    ['any beside another line', all(a, any(b, c))],
    ['a muted any', muted(any(a, b))],
    ['a muted group within a set', all(a, muted(all(b, c)))],
  ])('[Q1] %s does not fit', (_name, criteria) => {
    expect(toSets(criteria)).toBeUndefined();
  });

  it.each<[Criteria[]]>([
    [[all()]],
    [[all(a)]],
    [[all(a, b), all(), all(c)]],
    [[muted(all(a)), all(b)]],
    [[muted(all(a))]],
  ])('[Q1] there and back: %j', (sets) => {
    expect(toSets(fromSets(sets as never))).toEqual(sets);
  });

  it('[Q1] no sets ask nothing', () => {
    expect(fromSets([])).toEqual(everything);
  });
});
