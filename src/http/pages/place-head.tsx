/** The head of a category's or an official's page: who or what it is, and how to follow it. */

import type { Filter } from '../../article/filter.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';
import { FeedFormats } from './feed-links.tsx';
import { markOwnLanguage } from './layout.tsx';
import type { Place } from './place.ts';

/** Name, role, description, picture, website, feeds. */
export function PlaceHead({ place, filter, settings }: { place: Place; filter: Filter; settings: Settings }) {
  const messages = choosePageMessages(settings.language);
  const kind = place.kind === 'category' ? messages.categories : messages.officials;
  return (
    <header class="place">
      {place.image === null ? null : <img src={place.image} alt="" width="144" height="180" />}
      <div>
        <p class="kind" {...markOwnLanguage(settings)}>
          <a href={`${settings.publicUrl}/subscribe#${place.kind}`}>{kind}</a>
        </p>
        <h1 class="page-title" dir="auto">
          {place.name}
        </h1>
        {place.role === null ? null : (
          <p class="role" dir="auto">
            {place.role}
          </p>
        )}
        {place.description === null ? null : (
          <p class="about" dir="auto">
            {place.description}
          </p>
        )}
        {place.url === null ? null : (
          <p {...markOwnLanguage(settings)}>
            <a href={place.url}>{messages.website}</a>
          </p>
        )}
        <section class="follow" aria-labelledby="follow" {...markOwnLanguage(settings)}>
          <h2 id="follow">{messages.follow}</h2>
          <p>{messages.followHint}</p>
          <FeedFormats filter={filter} settings={settings} />
        </section>
      </div>
    </header>
  );
}
