/** The files that settings name: public as long as they do. */

import { listFileIds } from '../article/named-files.ts';
import type { LedgerContext } from './context.ts';
import { markFileDirty } from './feeds/documents.ts';
import { noteUses } from './files.ts';

/** Writes down which files the settings name. True: it is not what they named before. */
export function noteFilesOfSettings(ledger: LedgerContext): boolean {
  const { iconUrl, imageUrl, footerLinks } = ledger.settings;
  const named = {
    PUBLICATION_ICON: [iconUrl],
    PUBLICATION_IMAGE: [imageUrl],
    FOOTER_LINKS: footerLinks.map(({ url }) => url),
  };
  const changed = Object.entries(named).flatMap(([id, urls]) =>
    noteUses(ledger, { kind: 'setting', id }, listFileIds(urls), true),
  );
  for (const id of changed) markFileDirty(ledger, id);
  return changed.length > 0;
}
