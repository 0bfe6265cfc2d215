/** The fields of a webhook: its address, what it is told of, and what it is called. */

import { describeOfficial } from '../../../article/article.ts';
import type { CurrentOfficial, Directory } from '../../../article/directory/directory.ts';
import type { FilterLists } from '../../../article/filter.ts';
import { NO_LISTS } from '../../../article/filter.ts';
import { ARTICLE_EVENTS, DEFAULT_EVENTS, OFFICE_EVENTS, OPERATOR_EVENTS } from '../../../delivery/event.ts';
import type { Result } from '../../../failure.ts';
import { failField, succeed } from '../../../failure.ts';
import type { Endpoint } from '../../../ledger/webhooks/endpoints.ts';
import { findAddedOfficial } from '../articles/added-official.ts';
import { readChosen } from '../articles/form-fields.tsx';
import type { EditorContext } from '../editor-context.ts';
import type { FormError, FormErrors } from '../field.tsx';
import { Choices, ErrorSummary, groupErrors, LineField } from '../field.tsx';
import { FormToken } from '../layout.tsx';

export interface WebhookForm extends FilterLists {
  readonly url: string;
  readonly events: readonly string[];
  readonly q: string;
  readonly description: string;
  readonly secret: string;
  /** Officials to add, as typed. Empty once they are among the others. */
  readonly addedOfficial: string;
  readonly addedNotOfficial: string;
}

export const EMPTY_WEBHOOK: WebhookForm = {
  url: '',
  events: DEFAULT_EVENTS,
  ...NO_LISTS,
  q: '',
  description: '',
  secret: '',
  addedOfficial: '',
  addedNotOfficial: '',
};

/** Reads what was sent, as it was written. */
export function readWebhookForm(sent: URLSearchParams): WebhookForm {
  const text = (name: string) => (sent.get(name) ?? '').trim();
  return {
    url: text('url'),
    events: sent.getAll('event'),
    categories: readChosen(sent, 'category'),
    officials: sent.getAll('official'),
    offices: readChosen(sent, 'office'),
    notCategories: readChosen(sent, 'not_category'),
    notOfficials: sent.getAll('not_official'),
    languages: text('languages')
      .split(/[\s,;，、]+/)
      .filter((language) => language !== ''),
    q: text('q'),
    description: text('description'),
    secret: text('secret'),
    addedOfficial: text('added_official'),
    addedNotOfficial: text('added_not_official'),
  };
}

/** The form of a webhook as it is; its address and its secret are never shown again. */
export function fillWebhookForm(endpoint: Endpoint): WebhookForm {
  const { events, categories, officials, offices, notCategories, notOfficials, languages } = endpoint;
  return {
    url: '',
    events,
    categories,
    officials,
    offices,
    notCategories,
    notOfficials,
    languages,
    q: endpoint.q ?? '',
    description: endpoint.description ?? '',
    secret: '',
    addedOfficial: '',
    addedNotOfficial: '',
  };
}

interface WebhookFieldsProps {
  readonly editor: EditorContext;
  readonly form: WebhookForm;
  readonly errors: readonly FormError[];
  readonly directory: Directory;
  readonly action: string;
  readonly isNew: boolean;
}

/** The form. */
export function WebhookFields({ editor, form, errors, directory, action, isNew }: WebhookFieldsProps) {
  const { messages, actor } = editor;
  const grouped = groupErrors(errors);
  const isNarrowed =
    form.notCategories.length + form.notOfficials.length + form.languages.length > 0 || form.q !== '';
  const events = [...ARTICLE_EVENTS, ...OFFICE_EVENTS, ...(actor.role === 'admin' ? OPERATOR_EVENTS : [])];
  return (
    <form method="post" action={action} class="entry-form" novalidate>
      <FormToken editor={editor} />
      <ErrorSummary errors={grouped} messages={messages} />
      <div data-webhook-url="">
        <LineField
          name="url"
          label={isNew ? messages.webhookUrl : messages.webhookNewUrl}
          type="url"
          value={form.url}
          hint={isNew ? messages.webhookUrlHint : messages.webhookNewUrlHint}
          errors={grouped}
          required={isNew}
        />
      </div>
      <LineField
        name="description"
        label={messages.webhookDescription}
        value={form.description}
        errors={grouped}
      />
      <fieldset id="events" tabindex={-1}>
        <legend>{messages.webhookEvents}</legend>
        <Choices
          name="event"
          options={events.map((event) => ({ slug: event, name: messages.events[event] ?? event }))}
          chosen={form.events}
        />
      </fieldset>
      <EntryChoices
        name="category"
        field="categories"
        legend={messages.webhookCategories}
        entries={directory.categories}
        chosen={form.categories}
        label={messages.findInList}
      />
      <OfficialPicks
        name="official"
        legend={messages.webhookOfficials}
        chosen={form.officials}
        added={form.addedOfficial}
        directory={directory.officials}
        messages={messages}
        errors={grouped}
      />
      <datalist id="all-officials" />
      <EntryChoices
        name="office"
        field="offices"
        legend={messages.webhookOffices}
        entries={directory.offices}
        chosen={form.offices}
        label={messages.findInList}
      />
      {Object.values(directory).every((entries) => entries.length === 0) ? null : (
        <p class="hint">{messages.webhookFilterHint}</p>
      )}
      <details
        open={isNarrowed || ['languages', 'q', 'added_not_official'].some((name) => grouped.has(name))}
      >
        <summary>{messages.webhookMoreFilters}</summary>
        <LineField
          name="q"
          label={messages.webhookWords}
          value={form.q}
          hint={messages.webhookWordsHint}
          errors={grouped}
        />
        <LineField
          name="languages"
          label={messages.webhookLanguages}
          value={form.languages.join(', ')}
          hint={messages.webhookLanguagesHint}
          errors={grouped}
        />
        <EntryChoices
          name="not_category"
          field="not_categories"
          legend={messages.webhookNotCategories}
          entries={directory.categories}
          chosen={form.notCategories}
          label={messages.findInList}
        />
        <OfficialPicks
          name="not_official"
          legend={messages.webhookNotOfficials}
          chosen={form.notOfficials}
          added={form.addedNotOfficial}
          directory={directory.officials}
          messages={messages}
          errors={grouped}
        />
      </details>
      <details open={grouped.has('secret')}>
        <summary>{messages.webhookSecret}</summary>
        <LineField
          name="secret"
          label={messages.webhookSecret}
          value={form.secret}
          hint={messages.webhookSecretHint}
          errors={grouped}
        />
      </details>
      <button type="submit" class="primary">
        {isNew ? messages.addWebhook : messages.keep}
      </button>
    </form>
  );
}

interface EntryChoicesProps {
  /** Of each checkbox. */
  readonly name: 'category' | 'office' | 'not_category';
  /** What errors call the whole. */
  readonly field: string;
  readonly legend: string;
  readonly entries: readonly { readonly slug: string; readonly name: string }[];
  readonly chosen: readonly string[];
  /** Of the search among very many. */
  readonly label: string;
}

function EntryChoices({ name, field, legend, entries, chosen, label }: EntryChoicesProps) {
  if (entries.length === 0) return null;
  return (
    <fieldset id={field} tabindex={-1}>
      <legend>{legend}</legend>
      <Choices
        name={name}
        options={entries}
        chosen={chosen}
        more={{ kind: name === 'office' ? 'offices' : 'categories', label }}
      />
    </fieldset>
  );
}

interface OfficialPicksProps {
  /** Of each box. */
  readonly name: 'official' | 'not_official';
  readonly legend: string;
  readonly chosen: readonly string[];
  readonly added: string;
  readonly directory: readonly CurrentOfficial[];
  readonly messages: EditorContext['messages'];
  readonly errors: FormErrors;
}

/** Those who are chosen, and a field for one more: all of them would be thousands of boxes. */
function OfficialPicks(props: OfficialPicksProps) {
  const { name, legend, chosen, added, directory, messages, errors } = props;
  const bySlug = new Map(directory.map((official) => [official.slug, official]));
  if (directory.length + chosen.length === 0) return null;
  return (
    <fieldset id={`${name}s`} tabindex={-1}>
      <legend>{legend}</legend>
      <ul class="choices" data-picked={name}>
        {chosen.map((slug) => {
          const official = bySlug.get(slug);
          return (
            <li>
              <label>
                <input type="checkbox" name={name} value={slug} checked />
                <span dir="auto">{official === undefined ? slug : describeOfficial(official)}</span>
              </label>
            </li>
          );
        })}
      </ul>
      <LineField
        name={`added_${name}`}
        label={messages.addOfficial}
        value={added}
        hint={messages.addOfficialHint}
        errors={errors}
        list="all-officials"
      />
    </fieldset>
  );
}

/** The form with whoever was typed among those chosen. */
export function settlePicks(form: WebhookForm, directory: readonly CurrentOfficial[]): Result<WebhookForm> {
  let settled = form;
  for (const [field, list, pointer] of [
    ['addedOfficial', 'officials', '/added_official'],
    ['addedNotOfficial', 'notOfficials', '/added_not_official'],
  ] as const) {
    if (form[field] === '') continue;
    const added = findAddedOfficial(form[field], directory);
    if (!added.ok) return failField(pointer, added.violation);
    settled = { ...settled, [field]: '', [list]: [...new Set([...settled[list], added.official.slug])] };
  }
  return succeed(settled);
}
