/** `/subscribe`: how to follow one feed, any mixture, or everything, for people who have never used a feed reader. */

import { cleanText } from '../../article/content/plain-text.ts';
import { type Directory, type DirectoryKind, FOLDERS } from '../../article/directory/directory.ts';
import type { Filter, Scope } from '../../article/filter.ts';
import { expandScope, formatFilterQuery } from '../../article/filter.ts';
import { buildFeedPath, buildHomePath } from '../../feed/address.ts';
import { buildFeedTitle } from '../../feed/feed.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { FeedDocument, FilterNames } from '../../published/document.ts';
import type { Settings } from '../../settings.ts';
import { findCopyScriptPath } from './assets.ts';
import { DIRECTORY_KINDS, findEntries, indexEntries, type ListedEntry } from './directory-page.tsx';
import { FeedFormats, listFeedLinks } from './feed-links.tsx';
import { CopyField, CopyStatus, SearchField } from './fields.tsx';
import { FilterChoices, listChoices } from './filter-choices.tsx';
import { Layout, markOwnLanguage } from './layout.tsx';

/** Longer lists are pages of their own, or the page would be. */
const MAX_LISTED = 30;
/** Articles that show what a feed holds. */
const SAMPLE_ARTICLES = 5;

export interface SubscribePageProps {
  readonly directory: Directory;
  readonly filter: Filter;
  readonly names: FilterNames;
  /** The feed as it is; null where it cannot be read now, or where it is that of everything. */
  readonly document: FeedDocument | null;
  /** What entries of the directory were looked for by. */
  readonly find: string;
  readonly settings: Settings;
}

/** The page; the same arguments give the same page. */
export function SubscribePage(props: SubscribePageProps) {
  const { directory, filter, names, settings } = props;
  const messages = choosePageMessages(settings.language);
  const { subscribing } = messages;
  const isEverything = formatFilterQuery(filter) === '';
  const title = isEverything
    ? subscribing.title
    : buildFeedTitle(filter, names, { ...settings, title: messages.follow });
  return (
    <Layout
      settings={settings}
      title={title}
      description={subscribing.lead}
      canonicalUrl={`${settings.publicUrl}/subscribe`}
      feeds={listFeedLinks(filter, names, settings)}
      current="subscribe"
      hasFollowLink
      isListed={isEverything && props.find === ''}
      head={<script type="module" src={findCopyScriptPath()} />}
    >
      <div class="guide" {...markOwnLanguage(settings)}>
        <h1 class="page-title" dir="auto">
          {title}
        </h1>
        <p class="lead">{subscribing.lead}</p>
        <CopyStatus />
        <ThisFeed {...props} name={isEverything ? subscribing.everything : title} />
        <Introduction settings={settings} />
        <Builder {...props} />
        <h2 id="feeds">{subscribing.addressesTitle}</h2>
        {isEverything ? null : (
          <ul class="addresses">
            <Address
              scope="all"
              name={subscribing.everything}
              about={subscribing.everythingHint}
              settings={settings}
            />
          </ul>
        )}
        {DIRECTORY_KINDS.map((kind) => (
          <FeedsOfKind kind={kind} entries={directory[FOLDERS[kind]]} settings={settings} />
        ))}
        <h2>{subscribing.allTitle}</h2>
        <p>{subscribing.all}</p>
        <p>
          <a class="button" href={`${settings.publicUrl}/opml.xml`} type="text/x-opml" download="feeds.opml">
            {subscribing.download}
          </a>
        </p>
        <h2>{subscribing.otherTitle}</h2>
        <p>{subscribing.mail}</p>
        <p>
          {subscribing.webhook[0]}
          <a href={`${settings.publicUrl}/api/docs`}>{subscribing.webhook[1]}</a>
          {subscribing.webhook[2]}
        </p>
      </div>
    </Layout>
  );
}

/** The feed that the page was asked about: its address, the readers that take it by a link, what is in it. */
function ThisFeed({ filter, document, settings, name }: SubscribePageProps & { name: string }) {
  const { subscribing } = choosePageMessages(settings.language);
  const url = settings.publicUrl + buildFeedPath(filter, 'rss');
  const encoded = encodeURIComponent(url);
  return (
    <section class="this-feed">
      <AddressField id="this-feed" url={url} name={name} settings={settings} />
      <p>
        {subscribing.openIn} <a href={`https://feedly.com/i/subscription/feed%2F${encoded}`}>Feedly</a>
        {' · '}
        <a href={`https://www.inoreader.com/?add_feed=${encoded}`}>Inoreader</a>
        {' · '}
        {/* NetNewsWire, Vienna, Akregator and others are what devices open this scheme with. */}
        <a href={`feed:${url}`}>{subscribing.appLink}</a>
        <br />
        {'FreshRSS: '}
        <code dir="ltr">/i/?c=feed&amp;a=add&amp;url_rss={encoded}</code>
      </p>
      <FeedFormats filter={filter} settings={settings} />
      {document === null ? null : <Sample document={document} settings={settings} />}
    </section>
  );
}

function Sample({ document, settings }: { document: FeedDocument; settings: Settings }) {
  const messages = choosePageMessages(settings.language);
  const shown = document.articles.filter(({ status }) => status === 'published').slice(0, SAMPLE_ARTICLES);
  return (
    <>
      <h2>
        <a href={settings.publicUrl + buildHomePath(document.filter)}>{messages.subscribing.sampleTitle}</a>
      </h2>
      {shown.length === 0 ? <p>{messages.empty}</p> : null}
      <ul>
        {shown.map(({ slug, title }) => (
          <li>
            <a href={`${settings.publicUrl}/articles/${slug}`} dir="auto">
              {cleanText(title)}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A form that puts a feed together: whatever is ticked or written is a part of its address. */
function Builder({ directory, filter, names, find, settings }: SubscribePageProps) {
  const messages = choosePageMessages(settings.language);
  const { subscribing } = messages;
  const chosen = listChoices(filter, names, settings);
  const words = chosen.find(({ parameter }) => parameter === 'q');
  const ticked = chosen.filter((choice) => choice !== words);
  const isTicked = (kind: string, slug: string) =>
    ticked.some(({ parameter, value }) => parameter === kind && value === slug);
  const offered = DIRECTORY_KINDS.flatMap((kind) => {
    const index = indexEntries(directory[FOLDERS[kind]], settings);
    const entries = index.entries.map(({ entry }) => entry);
    const found = find === '' ? (entries.length <= MAX_LISTED ? entries : []) : findEntries(index, find);
    return found
      .slice(0, MAX_LISTED)
      .filter(({ slug }) => !isTicked(kind, slug))
      .map(({ slug, name }) => ({
        parameter: kind,
        value: slug,
        name: cleanText(name) || slug,
        isChosen: false,
      }));
  });
  return (
    <section aria-labelledby="build">
      <h2 id="build">{subscribing.builderTitle}</h2>
      <p>{subscribing.builderHint}</p>
      <form class="search whole" action="/subscribe">
        <SearchField name="find" label={messages.findEntry} value={find} />
        <div class="choices">
          <FilterChoices choices={[...ticked.map((choice) => ({ ...choice, isChosen: true })), ...offered]} />
        </div>
        <SearchField name="q" label={messages.searchWords} value={words?.value} />
        <button type="submit" class="button">
          {subscribing.show}
        </button>
      </form>
    </section>
  );
}

function FeedsOfKind({
  kind,
  entries,
  settings,
}: {
  kind: DirectoryKind;
  entries: readonly ListedEntry[];
  settings: Settings;
}) {
  const messages = choosePageMessages(settings.language);
  if (entries.length === 0) return null;
  const title = messages[FOLDERS[kind]];
  return (
    <section aria-labelledby={kind}>
      <h3 id={kind}>
        <a href={`${settings.publicUrl}/${FOLDERS[kind]}`}>{title}</a>
      </h3>
      {entries.length > MAX_LISTED ? null : (
        <ul class="addresses">
          {entries.map(({ slug, name, role, description }) => (
            <Address
              scope={`${kind}/${slug}`}
              name={name}
              about={role ?? description ?? null}
              settings={settings}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Introduction({ settings }: { settings: Settings }) {
  const { subscribing } = choosePageMessages(settings.language);
  return (
    <>
      <h2>{subscribing.whatTitle}</h2>
      {subscribing.what.map((paragraph) => (
        <p>{paragraph}</p>
      ))}
      <div class="steps">
        <section>
          <h2>{subscribing.readersTitle}</h2>
          <p>{subscribing.readersIntro}</p>
          <dl>
            {subscribing.readers.map(({ where, names }) => (
              <>
                <dt>{where}</dt>
                <dd>{names}</dd>
              </>
            ))}
          </dl>
        </section>
        <section>
          <h2>{subscribing.howTitle}</h2>
          <ol>
            {subscribing.how.map((step) => (
              <li>{step}</li>
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}

/** RSS in the field, because every reader takes it; the others are a link away. */
function Address({
  scope,
  name,
  about,
  settings,
}: {
  scope: Scope;
  name: string;
  about: string | null;
  settings: Settings;
}) {
  const filter = expandScope(scope);
  return (
    <li>
      <p class="feed-name">
        <bdi>{cleanText(name)}</bdi>
        {about ? (
          <span class="role" dir="auto">
            {cleanText(about)}
          </span>
        ) : null}
      </p>
      <AddressField
        id={`feed-${scope.replace('/', '-')}`}
        url={settings.publicUrl + buildFeedPath(filter, 'rss')}
        name={cleanText(name)}
        settings={settings}
      />
      <FeedFormats filter={filter} settings={settings} formats={['atom', 'json']} />
    </li>
  );
}

function AddressField({
  id,
  url,
  name,
  settings,
}: {
  id: string;
  url: string;
  name: string;
  settings: Settings;
}) {
  const { subscribing } = choosePageMessages(settings.language);
  return (
    <div class="address">
      <CopyField
        id={id}
        url={url}
        label={subscribing.addressOf(name)}
        button={subscribing.copy}
        settings={settings}
      />
    </div>
  );
}
