/** The fields of a webhook: its address, what it is told of, and what it is called. */

import { describeOfficial } from '../../../article/article.ts';
import type { Category, Official } from '../../../article/directory.ts';
import { ARTICLE_EVENTS, DEFAULT_EVENTS, OFFICE_EVENTS, OPERATOR_EVENTS } from '../../../delivery/event.ts';
import type { Endpoint } from '../../../ledger/webhooks/endpoints.ts';
import type { EditorContext } from '../editor-context.ts';
import type { FormError } from '../field.tsx';
import { Choices, ErrorSummary, groupErrors, LineField } from '../field.tsx';
import { FormToken } from '../layout.tsx';

export interface WebhookForm {
  readonly url: string;
  readonly events: readonly string[];
  readonly categories: readonly string[];
  readonly officials: readonly string[];
  readonly notCategories: readonly string[];
  readonly notOfficials: readonly string[];
  readonly languages: readonly string[];
  readonly q: string;
  readonly description: string;
  readonly secret: string;
}

export const EMPTY_WEBHOOK: WebhookForm = {
  url: '',
  events: DEFAULT_EVENTS,
  categories: [],
  officials: [],
  notCategories: [],
  notOfficials: [],
  languages: [],
  q: '',
  description: '',
  secret: '',
};

/** Reads what was sent, as it was written. */
export function readWebhookForm(sent: URLSearchParams): WebhookForm {
  const text = (name: string) => (sent.get(name) ?? '').trim();
  return {
    url: text('url'),
    events: sent.getAll('event'),
    categories: sent.getAll('category'),
    officials: sent.getAll('official'),
    notCategories: sent.getAll('not_category'),
    notOfficials: sent.getAll('not_official'),
    languages: text('languages')
      .split(/[\s,;，、]+/)
      .filter((language) => language !== ''),
    q: text('q'),
    description: text('description'),
    secret: text('secret'),
  };
}

/** The form of a webhook as it is; its address and its secret are never shown again. */
export function fillWebhookForm(endpoint: Endpoint): WebhookForm {
  const { events, categories, officials, notCategories, notOfficials, languages } = endpoint;
  return {
    url: '',
    events,
    categories,
    officials,
    notCategories,
    notOfficials,
    languages,
    q: endpoint.q ?? '',
    description: endpoint.description ?? '',
    secret: '',
  };
}

interface WebhookFieldsProps {
  readonly editor: EditorContext;
  readonly form: WebhookForm;
  readonly errors: readonly FormError[];
  readonly directory: { readonly categories: readonly Category[]; readonly officials: readonly Official[] };
  readonly action: string;
  readonly isNew: boolean;
}

/** The form. */
export function WebhookFields({ editor, form, errors, directory, action, isNew }: WebhookFieldsProps) {
  const { messages, actor } = editor;
  const grouped = groupErrors(errors);
  // Several may have the same name.
  const officials = directory.officials.map((official) => ({
    slug: official.slug,
    name: describeOfficial(official),
  }));
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
      />
      <EntryChoices
        name="official"
        field="officials"
        legend={messages.webhookOfficials}
        entries={officials}
        chosen={form.officials}
      />
      {directory.categories.length + directory.officials.length === 0 ? null : (
        <p class="hint">{messages.webhookFilterHint}</p>
      )}
      <details open={isNarrowed || ['languages', 'q'].some((name) => grouped.has(name))}>
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
        />
        <EntryChoices
          name="not_official"
          field="not_officials"
          legend={messages.webhookNotOfficials}
          entries={officials}
          chosen={form.notOfficials}
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
  readonly name: 'category' | 'official' | 'not_category' | 'not_official';
  /** What errors call the whole. */
  readonly field: string;
  readonly legend: string;
  readonly entries: readonly { readonly slug: string; readonly name: string }[];
  readonly chosen: readonly string[];
}

function EntryChoices({ name, field, legend, entries, chosen }: EntryChoicesProps) {
  if (entries.length === 0) return null;
  return (
    <fieldset id={field} tabindex={-1}>
      <legend>{legend}</legend>
      <Choices name={name} options={entries} chosen={chosen} />
    </fieldset>
  );
}
