import { expect, test } from 'vitest';
import { makeInert } from '../../../browser/editor/inert-html.ts';
import { readStyleRules } from '../../../browser/editor/paste-styles.ts';
import type { Shape } from '../../support/growth.ts';
import { enclose, MAX_GROWTH, measureGrowth, repeat } from '../../support/growth.ts';

const sheet = (unit: string) => enclose('<style>', unit, '</style>');

const PASTED: [string, Shape][] = [
  ['beginnings of tags', repeat('<a ')],
  ['beginnings of style sheets', repeat('<style')],
  ['style sheets without an end', repeat('<style>')],
  ['style sheets', repeat('<style>.a{color:red}</style>')],
  ['ends of style sheets', repeat('</style ')],
  ['beginnings of comments in a sheet', sheet('/*')],
  ['letters in a sheet', sheet('a')],
  ['beginnings of rules', sheet('a{')],
  ['ends of rules', sheet('}')],
  ['brackets in a rule', sheet('.a{b:((')],
  ['open brackets of one declaration', enclose('<style>.a{b:', '(', '}</style>')],
  ['quotation marks of one declaration', enclose('<style>.a{b:"', "'", '}</style>')],
  ['attributes', enclose('<p ', 'style=a ', '>')],
];

test.each(PASTED)('four times what is pasted costs about four times the time to take in: %s', (_, shape) => {
  const take = (html: string) => [readStyleRules(html), makeInert(html)];
  expect(measureGrowth(take, shape)).toBeLessThan(MAX_GROWTH);
});
