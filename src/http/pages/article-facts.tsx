/** What stands below an article: its documents, the officials that it names, and the feeds that it is in. */

import { EVERYTHING } from '../../article/filter.ts';
import type { FeedItem } from '../../feed/feed-item.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';
import { FeedFormats } from './feed-links.tsx';
import { markOwnLanguage } from './layout.tsx';
import { formatBytes } from './page-time.tsx';

interface FactsProps {
  readonly item: FeedItem;
  readonly settings: Settings;
}

/** Documents, officials, feeds. */
export function ArticleFacts({ item, settings }: FactsProps) {
  const messages = choosePageMessages(settings.language);
  return (
    <footer class="facts">
      <Attachments item={item} settings={settings} />
      <Officials item={item} settings={settings} />
      <section {...markOwnLanguage(settings)}>
        <h2>{messages.subscribe}</h2>
        <FeedFormats filter={EVERYTHING} settings={settings} />
        <p>
          <a href={`${settings.publicUrl}/subscribe`}>{messages.allFeeds}</a>
        </p>
      </section>
    </footer>
  );
}

function Attachments({ item, settings }: FactsProps) {
  const messages = choosePageMessages(settings.language);
  if (item.attachments.length === 0) return null;
  return (
    <section>
      <h2 {...markOwnLanguage(settings)}>{messages.attachments}</h2>
      <ul class="documents">
        {item.attachments.map(({ url, mime_type, title, size_in_bytes }) => (
          <li>
            <a href={url} type={mime_type} dir="auto">
              {title ?? nameFile(url)}
            </a>{' '}
            <span class="role" {...markOwnLanguage(settings)}>
              {[nameType(mime_type, url), formatBytes(size_in_bytes, settings)]
                .filter((part) => part !== null)
                .join(messages.listSeparator)}
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
        {item.officials.map(({ slug, name, role, relation }) => (
          <li>
            <span>
              <a href={`${settings.publicUrl}/officials/${slug}`} dir="auto">
                {name}
              </a>{' '}
              {role === null ? null : (
                <span class="role" dir="auto">
                  {role}
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
