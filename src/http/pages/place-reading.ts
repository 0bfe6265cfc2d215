/** What the directory adds to the head of a category's or an official's page, where it can be asked. */

import type { FilterNames } from '../../published/document.ts';
import type { AppContext } from '../app-routes.ts';
import { findPageCategory, findPageOfficial } from './ledger-reads.ts';
import { describeCategory, describeOfficial, type Place } from './place.ts';

/** The head to be, before the page's document is read. */
export interface PlaceHeadReading {
  /** Part of the page's ETag. */
  readonly version: string;
  readonly describe: (names: FilterNames) => Place;
}

export async function readCategoryHead(c: AppContext, slug: string): Promise<PlaceHeadReading> {
  const category = await findPageCategory(c, slug);
  return {
    version: JSON.stringify(category),
    describe: (names) => describeCategory(slug, names, category),
  };
}

export async function readOfficialHead(c: AppContext, slug: string): Promise<PlaceHeadReading> {
  const official = await findPageOfficial(c, slug);
  return {
    version: JSON.stringify(official),
    describe: (names) => describeOfficial(slug, names, official),
  };
}
