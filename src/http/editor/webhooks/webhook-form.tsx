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
    ...EMPTY_WEBHOOK,
    ...{ events, categories, officials, offices, notCategories, notOfficials, languages },
    q: endpoint.q ?? '',
    description: endpoint.description ?? '',
  };
}

/** Lists of boxes, by the form's name of a box: what of the directory each offers, and what errors call the whole. */
const ENTRY_LISTS = {
  category: {
    kind: 'categories',
    list: 'categories',
    field: 'categories',
    legend: 'webhookCategories',
  },
  office: { kind: 'offices', list: 'offices', field: 'offices', legend: 'webhookOffices' },
  not_category: {
    kind: 'categories',
    list: 'notCategories',
    field: 'not_categories',
    legend: 'webhookNotCategories',
  },
} as const;

/** Lists of officials, each with a field for one more, by the form's name of a box. */
const OFFICIAL_LISTS = {
  official: { list: 'officials', added: 'addedOfficial', legend: 'webhookOfficials' },
  not_official: { list: 'notOfficials', added: 'addedNotOfficial', legend: 'webhookNotOfficials' },
} as const;

/** The form with whoever was typed among those chosen. */
export function settlePicks(form: WebhookForm, directory: readonly CurrentOfficial[]): Result<WebhookForm> {
  let settled = form;
  for (const [name, { list, added }] of Object.entries(OFFICIAL_LISTS)) {
    if (form[added] === '') continue;
    const found = findAddedOfficial(form[added], directory);
    if (!found.ok) return failField(`/added_${name}`, found.violation);
    settled = { ...settled, [added]: '', [list]: [...new Set([...settled[list], found.official.slug])] };
  }
  return succeed(settled);
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
  const lists = { form, directory, messages, errors: grouped };
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
      <EntryChoices name="category" {...lists} />
      <OfficialPicks name="official" {...lists} />
      <datalist id="all-officials" />
      <EntryChoices name="office" {...lists} />
      {Object.values(directory).every((entries) => entries.length === 0) ? null : (
        <p class="hint">{messages.webhookFilterHint}</p>
      )}
      <MoreFilters {...lists} />
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

interface ListsProps {
  readonly form: WebhookForm;
  readonly directory: Directory;
  readonly messages: EditorContext['messages'];
  readonly errors: FormErrors;
}

/** What few webhooks have, folded up until one of it is used. */
function MoreFilters(props: ListsProps) {
  const { form, messages, errors } = props;
  const isUsed =
    form.notCategories.length + form.notOfficials.length + form.languages.length > 0 || form.q !== '';
  const isWrong = ['languages', 'q', 'added_not_official'].some((name) => errors.has(name));
  return (
    <details open={isUsed || isWrong}>
      <summary>{messages.webhookMoreFilters}</summary>
      <LineField
        name="q"
        label={messages.webhookWords}
        value={form.q}
        hint={messages.webhookWordsHint}
        errors={errors}
      />
      <LineField
        name="languages"
        label={messages.webhookLanguages}
        value={form.languages.join(', ')}
        hint={messages.webhookLanguagesHint}
        errors={errors}
      />
      <EntryChoices name="not_category" {...props} />
      <OfficialPicks name="not_official" {...props} />
    </details>
  );
}

function EntryChoices({ name, form, directory, messages }: ListsProps & { name: keyof typeof ENTRY_LISTS }) {
  const { kind, list, field, legend } = ENTRY_LISTS[name];
  const entries = directory[kind];
  if (entries.length === 0) return null;
  return (
    <fieldset id={field} tabindex={-1}>
      <legend>{messages[legend]}</legend>
      <Choices
        name={name}
        options={entries}
        chosen={form[list]}
        more={{ kind, label: messages.findInList }}
      />
    </fieldset>
  );
}

/** Those who are chosen, and a field for one more: all of them would be thousands of boxes. */
function OfficialPicks(props: ListsProps & { name: keyof typeof OFFICIAL_LISTS }) {
  const { name, form, directory, messages, errors } = props;
  const { list, added, legend } = OFFICIAL_LISTS[name];
  const chosen = form[list];
  const bySlug = new Map(directory.officials.map((official) => [official.slug, official]));
  if (bySlug.size + chosen.length === 0) return null;
  return (
    <fieldset id={`${name}s`} tabindex={-1}>
      <legend>{messages[legend]}</legend>
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
        value={form[added]}
        hint={messages.addOfficialHint}
        errors={errors}
        list="all-officials"
      />
    </fieldset>
  );
}
