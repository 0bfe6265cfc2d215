/** Who held an office, or what a person held: the newest first. */

import type { NamedTerm } from '../../article/terms.ts';
import { cleanText } from '../../feed/text.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';
import { markOwnLanguage } from './layout.tsx';
import { formatDays } from './page-time.tsx';

interface TermListProps {
  readonly title: string;
  /** Where the names lead: `/officials` of an office, `/offices` of a person. */
  readonly folder: string;
  readonly terms: readonly NamedTerm[];
  readonly settings: Settings;
}

/** The list; nothing where nothing is known. */
export function TermList({ title, folder, terms, settings }: TermListProps) {
  const messages = choosePageMessages(settings.language);
  if (terms.length === 0) return null;
  return (
    <section class="terms" aria-labelledby="terms">
      <h2 id="terms" {...markOwnLanguage(settings)}>
        {title}
      </h2>
      <ul>
        {terms.map(({ slug, name, role, from, until, isActing }) => (
          <li>
            {slug === null ? (
              <bdi>{cleanText(name)}</bdi>
            ) : (
              <a href={`${settings.publicUrl}/${folder}/${slug}`} dir="auto">
                {cleanText(name)}
              </a>
            )}
            {role === null || role === name ? null : (
              <>
                {' '}
                <span class="role" dir="auto">
                  {cleanText(role)}
                </span>
              </>
            )}
            <span class="days" {...markOwnLanguage(settings)}>
              {[isActing ? messages.acting : '', describeDays(from, until, settings)]
                .filter((part) => part !== '')
                .join(messages.factSeparator)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function describeDays(from: string | null, until: string | null, settings: Settings): string {
  const messages = choosePageMessages(settings.language);
  if (from !== null) {
    return until === null
      ? messages.since(formatDays(from, from, settings))
      : formatDays(from, until, settings);
  }
  return until === null ? '' : messages.untilDay(formatDays(until, until, settings));
}
