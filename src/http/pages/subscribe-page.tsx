/** Every feed with its address, for people who have never used a feed reader. */

import { type Filter, filterOfScope, type Scope } from '../../article/filter.ts';
import { buildFeedPath } from '../../feed/address.ts';
import { cleanText } from '../../feed/text.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';
import { COPY_SCRIPT_PATH } from './assets.ts';
import { FeedFormats } from './feed-links.tsx';
import { Layout, markOwnLanguage } from './layout.tsx';

/** The parts of the directory that have feeds. */
export interface SubscribeDirectory {
  readonly categories: readonly {
    readonly slug: string;
    readonly name: string;
    readonly description: string | null;
  }[];
  readonly officials: readonly {
    readonly slug: string;
    readonly name: string;
    readonly role: string | null;
  }[];
}

/** `/subscribe`. */
export function SubscribePage({
  directory,
  settings,
}: {
  directory: SubscribeDirectory;
  settings: Settings;
}) {
  const messages = choosePageMessages(settings.language);
  const { subscribing } = messages;
  return (
    <Layout
      settings={settings}
      title={subscribing.title}
      description={subscribing.lead}
      canonicalUrl={`${settings.publicUrl}/subscribe`}
      current="subscribe"
      head={<script type="module" src={COPY_SCRIPT_PATH} />}
    >
      <div class="guide" {...markOwnLanguage(settings)}>
        <h1 class="page-title">{subscribing.title}</h1>
        <p class="lead">{subscribing.lead}</p>
        <Introduction settings={settings} />
        <h2 id="feeds">{subscribing.addressesTitle}</h2>
        <p id="copy-status" role="status" class="unseen" />
        <ul class="addresses">
          <Address
            scope="all"
            name={subscribing.everything}
            about={subscribing.everythingHint}
            settings={settings}
          />
        </ul>
        {directory.categories.length === 0 ? null : (
          <section aria-labelledby="category">
            <h3 id="category">{messages.categories}</h3>
            <ul class="addresses">
              {directory.categories.map(({ slug, name, description }) => (
                <Address scope={`category/${slug}`} name={name} about={description} settings={settings} />
              ))}
            </ul>
          </section>
        )}
        {directory.officials.length === 0 ? null : (
          <section aria-labelledby="official">
            <h3 id="official">{messages.officials}</h3>
            <ul class="addresses">
              {directory.officials.map(({ slug, name, role }) => (
                <Address scope={`official/${slug}`} name={name} about={role} settings={settings} />
              ))}
            </ul>
          </section>
        )}
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
  const { subscribing } = choosePageMessages(settings.language);
  const filter: Filter = filterOfScope(scope);
  const id = `feed-${scope.replace('/', '-')}`;
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
      <div class="address">
        <input
          id={id}
          type="text"
          dir="ltr"
          readonly
          value={settings.publicUrl + buildFeedPath(filter, 'rss')}
          aria-label={subscribing.addressOf(cleanText(name))}
        />
        <button type="button" hidden data-copies={id} data-done={subscribing.copied}>
          {subscribing.copy}
        </button>
      </div>
      <FeedFormats filter={filter} settings={settings} formats={['atom', 'json']} />
    </li>
  );
}
