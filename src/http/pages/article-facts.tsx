/** What is told below an article: its documents, the officials in it, and every major change. */

import type { Correction } from '../../article/article.ts';
import { cleanText } from '../../article/content/plain-text.ts';
import type { FeedItem } from '../../feed/feed-item.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';
import { markOwnLanguage, markText } from './layout.tsx';
import { formatBytes, PageTime } from './page-time.tsx';

/** Nothing of an article has this id: its own are kept under a prefix. */
export const UPDATES_ID = 'updates';

export interface FactsProps {
  readonly item: FeedItem;
  readonly settings: Settings;
}

export interface CorrectedProps {
  /** The newest first. */
  readonly corrections: readonly Correction[];
}

/** The footer. */
export function ArticleFacts({ item, corrections, settings }: FactsProps & CorrectedProps) {
  return (
    <footer class="facts">
      <Attachments item={item} settings={settings} />
      <Officials item={item} settings={settings} />
      <Updates item={item} corrections={corrections} settings={settings} />
    </footer>
  );
}

/** Every major change; nothing where the note above the article tells of the only one. */
function Updates({ item, corrections, settings }: FactsProps & CorrectedProps) {
  const messages = choosePageMessages(settings.language);
  if (corrections.length < 2) return null;
  return (
    <section id={UPDATES_ID} {...markOwnLanguage(settings)}>
      <h2>{messages.allUpdates}</h2>
      <ul>
        {corrections.map(({ at, note }) => (
          <li>
            {messages.updated} <PageTime at={at} settings={settings} withTime />
            <p {...markText(item.language, settings.language)}>{cleanText(note)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Attachments({ item, settings }: FactsProps) {
  const messages = choosePageMessages(settings.language);
  if (item.attachments.length === 0) return null;
  return (
    <section>
      <h2 {...markOwnLanguage(settings)}>{messages.attachments}</h2>
      <ul class="documents">
        {item.attachments.map(({ url, mimeType, title, sizeInBytes }) => (
          <li>
            <a href={url} type={mimeType} dir="auto">
              {title ?? nameFile(url)}
            </a>{' '}
            <span class="role" {...markOwnLanguage(settings)}>
              {[nameType(mimeType, url), formatBytes(sizeInBytes, settings)]
                .filter((part) => part !== null)
                .join(messages.factSeparator)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Officials({ item, settings }: FactsProps) {
  const messages = choosePageMessages(settings.language);
  if (item.officials.length === 0) return null;
  return (
    <section>
      <h2 {...markOwnLanguage(settings)}>{messages.officialsOfArticle}</h2>
      <ul class="officials">
        {item.officials.map(({ slug, name, role, office, relation }) => (
          <li>
            <span>
              <a href={`${settings.publicUrl}/officials/${slug}`} dir="auto">
                {name}
              </a>{' '}
              {role === null ? null : (
                <span class="role" dir="auto">
                  {office === null ? role : <a href={`${settings.publicUrl}/offices/${office}`}>{role}</a>}
                </span>
              )}
            </span>
            <span class="relation" {...markOwnLanguage(settings)}>
              {messages.relations[relation]}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The last part of an address, as people know files by. */
function nameFile(url: string): string {
  const { pathname, hostname } = new URL(url);
  const last = pathname.split('/').findLast((part) => part !== '') ?? hostname;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** "PDF": the file's ending where it has a short one, else the second half of its media type. */
function nameType(mediaType: string, url: string): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(new URL(url).pathname)?.[1];
  return (ending ?? mediaType.split('/')[1] ?? mediaType).toUpperCase();
}
