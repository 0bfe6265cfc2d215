/**
 * The directory by Popolo's names (https://www.popoloproject.com/specs/): persons, the posts that they hold, and their
 * memberships in these. What Popolo has no names for is called as Open States does (`end_reason`), or as here (`acting`).
 */

import type { CurrentOfficial, Directory } from './directory.ts';
import type { RoleNames } from './terms.ts';
import { nameRoles, nameTerm } from './terms.ts';

/** Persons, posts and memberships of one organization, which is who publishes. */
export function buildPopolo(
  { officials, offices }: Pick<Directory, 'officials' | 'offices'>,
  publisher: { readonly publicUrl: string; readonly title: string; readonly language: string },
) {
  const names = nameRoles(offices, publisher.language);
  const organization = { id: publisher.publicUrl, name: publisher.title };
  return {
    organizations: [organization],
    persons: officials.map(({ slug, name, aliases, url, image }) => ({
      ...{ id: slug, name, image },
      other_names: aliases.map((alias) => ({ name: alias })),
      links: url === null ? [] : [{ url }],
    })),
    posts: offices.map(({ slug, name }) => ({
      ...{ id: slug, label: name, organization_id: organization.id },
    })),
    memberships: officials.flatMap((official) => listMemberships(official, organization.id, names)),
  };
}

function listMemberships({ slug, terms }: CurrentOfficial, organizationId: string, names: RoleNames) {
  return terms.map((term, index) => ({
    id: `${slug}-${index + 1}`,
    person_id: slug,
    post_id: term.office,
    organization_id: organizationId,
    role: nameTerm(term, names),
    start_date: term.from,
    end_date: term.until,
    acting: term.acting,
    end_reason: term.endReason,
  }));
}
