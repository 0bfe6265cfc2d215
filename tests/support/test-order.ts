/** The order in which `npm test` begins its files. */

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Whoever waits most begins first, and many short files that only compute come last: they fill what the others leave of the
 * machine. By themselves projects would come in the order of their names.
 */
const PROJECTS = [
  'durability',
  'check',
  'worker-retries',
  'worker-alone',
  'worker-public',
  'worker',
  'long',
  'unit',
];

const rankOf = ({ project }: TestSpecification) => PROJECTS.indexOf(project.name);

/** Orders projects; within one, what took longest the last time comes first. */
export class TestOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
