import { expect, test } from 'vitest';
import { writeHelp } from '../../../bin/gazette/commands.mjs';
import { FORMATS } from '../../../src/delivery/endpoint.ts';

test('the help on adding a webhook names every format', () => {
  const words = writeHelp('webhooks add').split(/[^a-z]+/);
  expect(FORMATS.filter((name) => !words.includes(name))).toEqual([]);
});
