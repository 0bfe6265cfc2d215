/** What is said of a failure, by its code: to programs in English, to people in the language of their editor page. */

import type { Failure, FieldError, Violation } from '../failure.ts';

type Described<Coded extends { readonly code: string }> = {
  readonly [Code in Coded['code']]: (facts: Extract<Coded, { readonly code: Code }>) => string;
};

type WholeFailure = Exclude<Failure, { readonly code: 'invalid' }>;

/** One language's words. A field's follow the name of the field, those of the whole are sentences. */
export interface ProblemMessages {
  readonly ofField: Described<Violation>;
  readonly ofWhole: Described<WholeFailure>;
  /** What stands before a field's words where several are told at once, by its JSON Pointer; '' for nothing. */
  readonly namePlace: (pointer: string) => string;
}

/** Says what is wrong with a value. */
export function describeViolation(violation: Violation, messages: ProblemMessages): string {
  // A code's own function takes its own facts, which TypeScript does not follow through an index.
  const describe = messages.ofField[violation.code] as (facts: Violation) => string;
  return describe(violation);
}

/** Says what went wrong; of several fields all. */
export function describeFailure(failure: Failure, messages: ProblemMessages): string {
  if (failure.code === 'invalid') {
    return failure.errors.map((error) => describeFieldError(error, messages)).join('; ');
  }
  const describe = messages.ofWhole[failure.code] as (facts: WholeFailure) => string;
  return describe(failure);
}

function describeFieldError(error: FieldError, messages: ProblemMessages): string {
  const place = messages.namePlace(error.pointer);
  return `${place === '' ? '' : `${place}: `}${describeViolation(error, messages)}`;
}

const describeRetry = (seconds: number) =>
  seconds === 60 ? 'try again in a minute' : `try again in ${seconds} seconds`;

/** For programs and whoever writes them: the `detail` of every problem. */
export const API_ENGLISH: ProblemMessages = {
  namePlace: (pointer) => pointer || 'The body',
  ofField: {
    malformed: () => 'is not what belongs here',
    wrong_type: ({ expected }) => `must be of the type ${expected}`,
    not_one_of: ({ values }) => `must be one of ${values.join(', ')}`,
    unknown_field: () => 'is not a field of this resource',
    unknown_parameter: () => 'is not a parameter of this call',
    repeated: () => 'may be given once',
    empty: () => 'must not be empty',
    too_short: ({ minCharacters }) => `must have at least ${minCharacters} characters`,
    too_long: ({ maxCharacters }) => `must have at most ${maxCharacters} characters`,
    too_many_bytes: ({ maxBytes }) => `must have at most ${maxBytes} bytes`,
    too_many_items: ({ maxItems }) => `must have at most ${maxItems} items`,
    too_small: ({ minimum }) => `must be at least ${minimum}`,
    too_large: ({ maximum }) => `must be at most ${maximum}`,
    control_characters: () => 'must not contain control characters',
    not_slug: () => 'must be lower-case letters, digits and single hyphens',
    not_web_url: () => 'must be an absolute http or https URL',
    ipv6_host: () => 'must name its host; feeds cannot carry an IPv6 address',
    not_date_time: () => 'must be a date and time in RFC 3339 with an offset',
    year_out_of_range: () => 'must be a date between the years 1000 and 9999',
    not_day: () => 'must be a day such as 2024-06-30',
    not_month: () => 'must be a month as YYYY-MM, such as 2021-08',
    not_whole_seconds: () => 'must be a whole number of seconds',
    not_language: () => 'must be a language tag such as en or zh-CN',
    not_media_type: () => 'must be a media type such as application/pdf',
    not_cursor: () => 'must be a next_cursor of this list',
    not_json: () => 'is not JSON',
    content_missing: () => 'one of content_html, content_markdown and content_text is needed',
    content_repeated: () => 'only one of content_html, content_markdown and content_text may be given',
    content_empty: () => 'must hold text or an image that may be published',
    address_instead_of_text: () => 'is the address of a page; its text is wanted',
    picture_not_described: () => 'has a picture without a description (alt)',
    file_bytes_missing: () =>
      'is a file whose bytes are not here, or are others; send them first (gazette restore --files DIR), or restore without files',
    file_not_picture: () => 'names a file that is no picture',
    file_unknown: () => 'names a file of this service that does not exist',
    content_too_large: ({ maxBytes }) => `must have at most ${maxBytes / 1024} KiB once it is sanitised`,
    markup_too_deep: ({ maxDepth }) => `must not nest elements deeper than ${maxDepth}`,
    markup_misplaced: () => 'has elements that are misplaced inside one another',
    too_many_elements: ({ maxElements }) => `must have at most ${maxElements} elements and pieces of text`,
    markdown_too_deep: () => 'must not nest lists, quotes or emphasis so deep',
    markdown_too_complex: () => 'has too many lines, marks in one paragraph, or cells in its tables',
    too_large_for_feeds: () =>
      'has so many characters that feeds must escape that no feed can hold the article',
    article_unknown: ({ id }) => `there is no article "${id}"`,
    not_unique: ({ value }) => `"${value}" cannot stand beside what was restored before`,
    feed_id_taken: ({ feedId }) => `"${feedId}" is the id of another item of the feeds`,
    category_unknown: ({ slug }) => `there is no category "${slug}"`,
    official_unknown: ({ slug }) => `there is no official "${slug}"`,
    translation_of_itself: () => 'is this article itself',
    translation_language_repeated: ({ language }) =>
      `there is another translation in this language already (${language})`,
    office_unknown: ({ slug }) => `there is no office "${slug}"`,
    office_vacant: ({ slug }) => `nobody held the office "${slug}" on the day of publication`,
    office_not_held: ({ office, slug }) =>
      `"${slug}" did not hold the office "${office}" on the day of publication`,
    official_missing: () => 'must have a slug or an office',
    term_overlaps: ({ office, slug }) =>
      `one holds the office "${office}" at a time, and a term of "${slug}" has days in common with this`,
    official_not_found_by_name: ({ name }) => `nobody in the list of officials is called "${name}"`,
    official_name_ambiguous: ({ name, slugs }) =>
      `several are called "${name}"; write the slug of one: ${slugs.join(', ')}`,
    date_not_in_future: () => 'must be in the future for an article to be scheduled',
    date_in_future: () => 'a published article cannot be moved into the future',
    change_note_missing: () => 'is needed to publish a withdrawn article again',
    reason_without_withdrawal: () => 'is given when the status becomes withdrawn',
    term_ends_before_start: () => 'must not end before it begins',
    slug_taken_by: ({ name }) => `is already the slug of ${name}`,
    row_repeated: ({ value }) => `is about “${value}”, as another line of the table is`,
    quote_not_closed: () => 'begins with a quotation mark that is not closed',
    column_missing: ({ column }) => `must have a column “${column}”`,
    admin_only: () => 'is for administrators only',
    state_not_active: () => 'must be active; a webhook is paused with PATCH',
    state_not_settable: () => 'must be active or paused; failures alone disable',
    secret_malformed: () => 'must be "whsec_" followed by base64 with padding',
    secret_wrong_size: ({ minBytes, maxBytes, bytes }) =>
      `must hold ${minBytes} to ${maxBytes} bytes, not ${bytes}`,
    secret_needs_rotation: () => 'of a standard webhook is changed by rotate-secret, so that nothing is lost',
    secret_not_used: ({ format }) => `${format} webhooks have none`,
    private_key_not_taken: () => 'of a v1a webhook is made here and never leaves; leave it out',
    signature_not_used: ({ format }) => `${format} webhooks have none; standard ones are signed v1 or v1a`,
    signature_needs_new_webhook: () => 'of a webhook stays as it was made; remove it and make it anew',
    format_needs_new_webhook: () =>
      'cannot become standard: make a new webhook, whose secret is then shown once',
    not_address_of_format: ({ format }) => `is not an address of ${format}`,
    no_word_to_search: () => 'has no word that could be searched for',
    matrix_address_incomplete: () =>
      'must look like https://…/_matrix/client/v3/rooms/!…/send/m.room.message?access_token=…',
    ntfy_topic_missing: () => 'must end in the name of a topic, such as https://ntfy.sh/town-hall',
    not_webhook_address: ({ service, example }) =>
      `is an address of ${service}, but no webhook of it; one looks like ${example}`,
    chat_id_missing: () => 'must carry ?chat_id= with the number of the chat, or the @name of the channel',
    target_too_long: ({ maxCharacters }) => `The address is longer than ${maxCharacters} characters.`,
    target_too_long_encoded: ({ maxCharacters, characters }) =>
      `The address has ${characters} characters once it is encoded as a browser does; at most ${maxCharacters} are possible.`,
    target_control_characters: () => 'The address contains control characters or line breaks.',
    target_incomplete: () => 'This is not a complete address; it should look like https://example.com/hook.',
    target_not_https: () => 'The address must begin with https://.',
    target_unencrypted: () => 'The address must begin with https://; http:// is not encrypted.',
    target_with_credentials: () => 'The address must not contain a user name or password.',
    target_port: () => 'The address must use port 443, the port of https; leave the port out.',
    target_ip_address: () => 'The address must use a host name, not an IP address.',
    target_host_malformed: () => 'The host name has an empty part.',
    target_host_too_long: () => 'The host name is longer than a host name can be.',
    target_host_private: ({ host }) => `"${host}" is a name of a private network, not of the internet.`,
    target_host_incomplete: ({ host }) =>
      `"${host}" is not a complete host name; it should look like example.com.`,
    target_own_host: () => 'The address is one of this service itself; it cannot be its own receiver.',
    not_hub_mode: () => 'must be subscribe or unsubscribe',
    not_topic: () => 'must be the rel="self" address of a feed of this service that names this hub',
  },
  ofWhole: {
    archive_line_invalid: ({ line }) => `line ${line}: is not as an export writes it`,
    body_not_json: () => 'The body is not JSON.',
    body_not_text: ({ encodings }) => `The body is not ${encodings.join(' or ')}.`,
    body_cut_short: () => 'The body ended before it was whole.',
    body_too_large: ({ maxBytes }) => `The body is larger than ${maxBytes} bytes.`,
    media_type_unsupported: ({ mediaTypes }) => `The body must be ${mediaTypes.join(' or ')}.`,
    body_not_multipart: () => 'The body is not multipart/form-data as its Content-Type announces it.',
    file_type_unsupported: ({ mediaTypes }) =>
      `The bytes are none of ${mediaTypes.join(', ')}, or they are broken; text must be UTF-8 without markup.`,
    method_not_allowed: ({ method }) => `${method} is not possible here.`,
    path_not_found: ({ path }) => `There is nothing at ${path}.`,
    token_missing: () => 'A bearer token is needed.',
    token_unknown: () => 'The token is not known.',
    role_insufficient: ({ least, role }) => `This needs the role ${least}; the token has the role ${role}.`,
    session_ended: () => 'You are no longer signed in.',
    sign_in_refused: () => 'This token is not known. Check that it was copied whole.',
    form_not_ours: () =>
      'This form did not come from this page, or its session has ended. Go back, reload the page and try again.',
    form_unreadable: () => 'The form was too large or could not be read.',
    form_too_large: () => 'The form was too large or could not be read.',
    article_not_found: ({ id }) => `There is no article "${id}".`,
    revision_not_found: ({ id, number }) => `Article "${id}" has no revision ${number}.`,
    category_not_found: ({ slug }) => `There is no category "${slug}".`,
    official_not_found: ({ slug }) => `There is no official "${slug}".`,
    office_not_found: ({ slug }) => `There is no office "${slug}".`,
    feed_not_found: ({ slug }) => `There is no category, official or office "${slug}".`,
    sitemap_not_found: ({ name }) => `There is no sitemap "${name}".`,
    webhook_not_found: ({ id }) => `There is no webhook "${id}".`,
    message_not_found: ({ id }) => `There is no message "${id}".`,
    token_not_found: ({ id }) => `There is no token "${id}".`,
    file_not_found: () => 'There is no such file.',
    file_gone: () => 'Nothing that is published shows this file any more.',
    slug_taken: ({ slug }) => `Another article has the slug "${slug}".`,
    slug_fixed: () => 'The slug of a published article is fixed.',
    external_id_taken: ({ externalId }) => `Another article has the external_id "${externalId}".`,
    status_change_forbidden: ({ from, to }) => `A ${from} article cannot become ${to}.`,
    article_withdrawn: () => 'A withdrawn article cannot be changed; publish it again with a change_note.',
    article_changed: () => 'The article was changed by somebody else in the meantime.',
    withdrawal_not_possible: () => 'Only a published article can be withdrawn.',
    deletion_not_possible: () => 'Readers have seen this article: it can be withdrawn, not deleted.',
    preview_not_possible: () => 'Everybody can read this article at its own address: it needs no preview.',
    too_many_webhooks: ({ maximum }) => `A token may have ${maximum} webhooks; remove one first.`,
    too_many_categories: ({ maximum }) =>
      `There are ${maximum} categories, and no more may be; delete one first.`,
    too_many_officials: ({ maximum }) =>
      `There are ${maximum} officials, and no more may be; delete one first.`,
    too_many_offices: ({ maximum }) => `There are ${maximum} offices, and no more may be; delete one first.`,
    officials_too_large: ({ maxCharacters }) =>
      `All officials with their names and terms may have ${maxCharacters} characters; shorten or delete some first.`,
    too_many_tokens: ({ maximum }) => `There are ${maximum} tokens, and no more may be; delete one first.`,
    idempotency_key_reused: () => 'This Idempotency-Key was used with another body.',
    category_in_article: ({ slug }) => `An article names the category "${slug}".`,
    official_in_article: ({ slug }) => `An article names the official "${slug}".`,
    office_in_article: ({ slug }) => `An article names the office "${slug}".`,
    category_in_webhook: ({ slug }) => `A webhook names the category "${slug}".`,
    official_in_webhook: ({ slug }) => `A webhook names the official "${slug}".`,
    office_in_official: ({ slug }) => `An official has a term in the office "${slug}".`,
    office_in_webhook: ({ slug }) => `A webhook names the office "${slug}".`,
    installation_not_empty: () =>
      'This installation holds articles, categories, officials or offices of its own.',
    file_in_article: ({ article }) => `The article "${article}" names the file.`,
    file_in_official: ({ official }) => `The official "${official}" names the file.`,
    file_in_setting: ({ setting }) => `The setting ${setting} names the file.`,
    webhook_exists: ({ id }) => `The webhook ${id} has the same URL, format, events and filters.`,
    webhook_not_active: () => 'The webhook is not active; activate it first.',
    message_erased: () => 'The text of this message was erased; it cannot be sent any more.',
    secret_of_service: ({ format }) =>
      `The secret of a ${format} webhook belongs to its service: change it there, then with PATCH here.`,
    too_many_reads: ({ retryAfterSeconds }) =>
      `Too many requests that only the ledger can answer; ${describeRetry(retryAfterSeconds)}.`,
    too_many_sign_ins: () => 'Too many attempts. Wait a minute, then try again.',
    too_many_subscription_requests: ({ retryAfterSeconds }) =>
      `Too many requests; ${describeRetry(retryAfterSeconds)}.`,
    too_many_tests: ({ retryAfterSeconds }) => `Too many tests; ${describeRetry(retryAfterSeconds)}.`,
    too_many_callback_requests: () => 'There were too many requests for this callback host; try again later.',
    too_many_subscriptions: () => 'There are as many subscriptions here as this hub keeps; try again later.',
    too_many_subscriptions_of_host: () =>
      'There are as many subscriptions for this callback host as this hub keeps; try again later.',
    admin_token_unset: ({ minCharacters }) =>
      `ADMIN_TOKEN is not set or is shorter than ${minCharacters} characters. Set it with: wrangler secret put ADMIN_TOKEN`,
    public_url_unset: ({ publicUrl, host }) =>
      `PUBLIC_URL is ${publicUrl}, but this request came to ${host}. Set PUBLIC_URL to the address that readers will use.`,
    files_not_set_up: () =>
      'Files cannot be kept here: the binding FILES (an R2 bucket) is missing in wrangler.toml.',
    upload_given_up: ({ retryAfterSeconds }) =>
      `The bytes were given up: it took too long, or the same file came by another upload; ${describeRetry(retryAfterSeconds)}.`,
    ledger_unreadable: () => 'The ledger cannot be read.',
    storage_unavailable: ({ retryAfterSeconds }) =>
      `The storage fails at the moment, and what was sent may not have been kept; ${describeRetry(retryAfterSeconds)}.`,
    internal_error: () => 'Something went wrong here; the operators can see what.',
  },
};

/** For editors, where the API's words would not help them. */
export const EDITOR_ENGLISH: ProblemMessages = {
  namePlace: () => '',
  ofField: {
    ...API_ENGLISH.ofField,
    malformed: () => 'is not as it should be',
    wrong_type: () => 'is not as it should be',
    not_one_of: () => 'is none of the choices',
    too_many_bytes: () => 'is too long',
    too_many_items: ({ maxItems }) => `may have at most ${maxItems} entries`,
    control_characters: () => 'has characters that nobody can see; type it anew',
    not_slug: () => 'may have small letters from a to z, digits, and single hyphens between them',
    not_web_url: () => 'must be a whole address that begins with https:// or http://',
    ipv6_host: () => 'must have a name such as example.org behind https://, not a number',
    not_date_time: () => 'is not a date with a time',
    not_day: () => 'is not a day',
    not_language: () => 'must be the code of a language, such as en or zh-CN',
    not_media_type: () => 'is not a known kind of document',
    content_missing: () => 'must not be empty',
    content_empty: () => 'must not be empty',
    picture_not_described: () =>
      'Say what the picture shows, for those who cannot see it, or that it only decorates.',
    content_too_large: () => 'is too long; divide it into two articles',
    markup_too_deep: () => 'has lists, quotations or tables too deep inside one another',
    markup_misplaced: () => 'has parts that do not fit inside one another; paste it again without formatting',
    too_many_elements: () => 'has too many parts; divide it into two articles',
    markdown_too_deep: () => 'has lists or quotations too deep inside one another',
    markdown_too_complex: () => 'is too long, or a paragraph of it is; divide it',
    too_large_for_feeds: () => 'has too many special characters for the feeds',
    official_name_ambiguous: ({ name, slugs }) =>
      `several are called "${name}"; write the web address of one: ${slugs.join(', ')}`,
    slug_taken_by: ({ name }) => `is already the web address of ${name}`,
    change_note_missing: () => 'is needed to publish a withdrawn article again',
    secret_malformed: () => 'must be pasted whole, as your program shows it; or leave it empty: one is made',
    secret_wrong_size: () => 'is too short or too long; leave it empty: one is made',
    secret_needs_rotation: () => 'is changed with the button “New secret”, so that nothing is lost',
    private_key_not_taken: () => 'is made here and never leaves; leave it empty',
    state_not_settable: () => 'can be active or paused; failures alone switch a webhook off',
    address_instead_of_text: () =>
      'This is the address of a page. Open the page, copy its text, and paste that.',
  },
  ofWhole: {
    ...API_ENGLISH.ofWhole,
    body_too_large: ({ maxBytes }) =>
      `This is too large: at most ${Math.floor(maxBytes / 1024 ** 2)} MB are possible.`,
    file_type_unsupported: () =>
      'This kind of file cannot be used, or the file is broken. Possible are pictures (JPEG, PNG, WebP, AVIF, GIF), PDF, Word, Excel, PowerPoint, OpenDocument, CSV, TXT, MP3, M4A and MP4.',
    role_insufficient: () => 'Your token may not do this. Ask your administrator for one that may.',
    slug_taken: ({ slug }) => `Another article has the web address “${slug}”.`,
    slug_fixed: () => 'The web address of a published article cannot be changed.',
    status_change_forbidden: () =>
      'This is not possible any more. Load the page again and look at the article.',
    article_withdrawn: () => 'A withdrawn article cannot be changed; publish it again with a note.',
    too_many_webhooks: ({ maximum }) => `You may have ${maximum} webhooks; remove one first.`,
    webhook_not_active: () => 'The webhook is paused or switched off. Make it active first.',
    secret_of_service: () =>
      'The secret belongs to the service: change it there, then enter it here under “Change”.',
    file_not_found: () => 'There is no such file, or it was removed.',
    upload_given_up: () => 'The upload took too long and was given up. Try again.',
    message_not_found: () => 'There is no such message any more.',
    token_not_found: () => 'There is no such token any more.',
    public_url_unset: ({ publicUrl, host }) =>
      `Nothing was saved: you came by ${host}, but readers are sent to ${publicUrl}. Ask whoever operates this service to set PUBLIC_URL.`,
    files_not_set_up: () =>
      'Files cannot be kept here yet. Ask whoever operates this service to set up their storage (FILES).',
    ledger_unreadable: () => 'Nothing can be read or saved at the moment. Try again in a minute.',
    storage_unavailable: () =>
      'This may not have been saved: the storage fails at the moment. Try again in a minute.',
    internal_error: () => 'Something went wrong here. Try again; whoever operates this service can see why.',
    article_not_found: () => 'There is no such article, or it was deleted.',
    revision_not_found: () => 'There is no such revision.',
    article_changed: () => 'Somebody else changed the article in the meantime. Look at it again first.',
    category_not_found: () => 'There is no such entry.',
    official_not_found: () => 'There is no such entry.',
    office_not_found: () => 'There is no such entry.',
    webhook_exists: () => 'There is a webhook with this address, these events and filters already.',
    webhook_not_found: () => 'There is no such webhook.',
  },
};

export const EDITOR_CHINESE: ProblemMessages = {
  namePlace: () => '',
  ofField: {
    malformed: () => '不符合要求',
    wrong_type: () => '不符合要求',
    not_one_of: ({ values }) => `必须是以下之一：${values.join('、')}`,
    unknown_field: () => '不是这里的字段',
    unknown_parameter: () => '不是这里的参数',
    repeated: () => '只能填写一次',
    empty: () => '不能为空',
    too_short: ({ minCharacters }) => `至少 ${minCharacters} 个字符`,
    too_long: ({ maxCharacters }) => `最多 ${maxCharacters} 个字符`,
    too_many_bytes: () => '过长',
    too_many_items: ({ maxItems }) => `最多 ${maxItems} 项`,
    too_small: ({ minimum }) => `不能小于 ${minimum}`,
    too_large: ({ maximum }) => `不能大于 ${maximum}`,
    control_characters: () => '含有不可见的控制字符',
    not_slug: () => '只能用小写字母、数字和单个连字符',
    not_web_url: () => '必须是以 http:// 或 https:// 开头的网址',
    ipv6_host: () => '网址不能用 IPv6 地址，请使用域名',
    not_date_time: () => '不是有效的时间',
    year_out_of_range: () => '年份必须在 1000 到 9999 之间',
    not_day: () => '不是有效的日期',
    not_month: () => '不是有效的月份，例如 2021-08',
    not_whole_seconds: () => '必须是整数秒',
    not_language: () => '必须是语言代码，例如 zh-CN',
    not_media_type: () => '不是已知的文件类型',
    not_cursor: () => '不是这个列表的页码',
    not_json: () => '不是 JSON',
    content_missing: () => '不能为空',
    content_repeated: () => '只能用一种格式填写',
    content_empty: () => '不能为空',
    address_instead_of_text: () => '这是网页的地址。请打开网页，复制其中的文字，再粘贴到这里。',
    picture_not_described: () => '请写明图片的内容，或标明它仅作装饰。',
    file_bytes_missing: () => '的文件内容不在这里',
    file_not_picture: () => '不是图片',
    file_unknown: () => '指向本系统中不存在的文件',
    content_too_large: () => '过长，请分成两篇文章',
    markup_too_deep: () => '嵌套过深',
    markup_misplaced: () => '格式有误，请不带格式重新粘贴',
    too_many_elements: () => '内容过于复杂',
    markdown_too_deep: () => '嵌套过深',
    markdown_too_complex: () => '内容过于复杂',
    too_large_for_feeds: () => '特殊字符过多，订阅源无法容纳这篇文章',
    article_unknown: ({ id }) => `没有文章“${id}”`,
    not_unique: ({ value }) => `“${value}”与先前恢复的内容冲突`,
    feed_id_taken: ({ feedId }) => `“${feedId}”已是订阅源中另一条目的标识`,
    category_unknown: ({ slug }) => `没有栏目“${slug}”`,
    official_unknown: ({ slug }) => `没有人物“${slug}”`,
    translation_of_itself: () => '就是本文',
    translation_language_repeated: ({ language }) => `该语言（${language}）已有译文`,
    office_unknown: ({ slug }) => `没有职位“${slug}”`,
    office_vacant: ({ slug }) => `发布当日无人担任职位“${slug}”`,
    office_not_held: ({ office, slug }) => `“${slug}”在发布当日并未担任职位“${office}”`,
    official_missing: () => '必须填写网页地址或职位',
    term_overlaps: ({ office, slug }) => `职位“${office}”同一时间只能一人担任，与“${slug}”的任期重叠`,
    official_not_found_by_name: ({ name }) => `人物列表中没有“${name}”`,
    official_name_ambiguous: ({ name, slugs }) =>
      `有多人叫“${name}”，请填写其中一人的网页地址：${slugs.join(', ')}`,
    date_not_in_future: () => '定时发布的时间必须在将来',
    date_in_future: () => '已发布的文章不能改到将来的时间',
    change_note_missing: () => '重新发布已撤回的文章需要填写说明',
    reason_without_withdrawal: () => '只有撤回文章时才填写原因',
    term_ends_before_start: () => '结束日期不能早于开始日期',
    slug_taken_by: ({ name }) => `已是“${name}”的网页地址`,
    row_repeated: ({ value }) => `“${value}”在表中出现了两次`,
    quote_not_closed: () => '以引号开头，但引号没有结束',
    column_missing: ({ column }) => `缺少“${column}”一列`,
    admin_only: () => '仅限管理员',
    state_not_active: () => '新建时必须是启用状态',
    state_not_settable: () => '只能启用或暂停',
    secret_malformed: () => '请原样粘贴程序显示的密钥，或留空由系统生成',
    secret_wrong_size: () => '过短或过长，请留空由系统生成',
    secret_needs_rotation: () => '请用“更换密钥”来更换，以免丢失消息',
    secret_not_used: ({ format }) => `${format} 不使用密钥`,
    private_key_not_taken: () => '由本系统生成且不外传，请留空',
    signature_not_used: ({ format }) => `${format} 不使用签名`,
    signature_needs_new_webhook: () => '签名方式不能更改，请移除后重新添加',
    format_needs_new_webhook: () => '不能改为自有程序，请新建一个推送',
    not_address_of_format: ({ format }) => `不是 ${format} 的地址`,
    no_word_to_search: () => '没有可搜索的词',
    matrix_address_incomplete: () =>
      '应当类似 https://…/_matrix/client/v3/rooms/!…/send/m.room.message?access_token=…',
    ntfy_topic_missing: () => '必须以主题名结尾，例如 https://ntfy.sh/town-hall',
    not_webhook_address: ({ service, example }) =>
      `是 ${service} 的地址，但不是 Webhook；Webhook 地址类似 ${example}`,
    chat_id_missing: () => '必须带有 ?chat_id=，后面是群的编号或频道的 @名称',
    target_too_long: ({ maxCharacters }) => `地址最多 ${maxCharacters} 个字符。`,
    target_too_long_encoded: ({ maxCharacters, characters }) =>
      `地址编码后有 ${characters} 个字符，最多 ${maxCharacters} 个。`,
    target_control_characters: () => '地址含有控制字符或换行。',
    target_incomplete: () => '地址不完整，应当类似 https://example.com/hook。',
    target_not_https: () => '地址必须以 https:// 开头。',
    target_unencrypted: () => '地址必须以 https:// 开头，http:// 没有加密。',
    target_with_credentials: () => '地址中不能有用户名或密码。',
    target_port: () => '地址必须使用 https 的 443 端口，请不要写端口。',
    target_ip_address: () => '地址必须使用域名，不能使用 IP 地址。',
    target_host_malformed: () => '主机名中有空的部分。',
    target_host_too_long: () => '主机名过长。',
    target_host_private: ({ host }) => `“${host}”是内部网络的名称，不在互联网上。`,
    target_host_incomplete: ({ host }) => `“${host}”不是完整的主机名，应当类似 example.com。`,
    target_own_host: () => '这是本服务自己的地址，不能作为接收方。',
    not_hub_mode: () => '必须是 subscribe 或 unsubscribe',
    not_topic: () => '必须是本服务订阅源的地址',
  },
  ofWhole: {
    archive_line_invalid: ({ line }) => `第 ${line} 行不是导出的内容。`,
    body_not_json: () => '内容不是 JSON。',
    body_not_text: () => '内容无法读取。',
    body_too_large: ({ maxBytes }) => `太大了，最多 ${Math.floor(maxBytes / 1024 ** 2)} MB。`,
    body_cut_short: () => '内容没有传完。',
    media_type_unsupported: ({ mediaTypes }) => `内容类型必须是 ${mediaTypes.join(' 或 ')}。`,
    body_not_multipart: () => '内容无法读取。',
    file_type_unsupported: () =>
      '不能使用这种文件，或文件已损坏。可以使用：图片（JPEG、PNG、WebP、AVIF、GIF）、PDF、Word、Excel、PowerPoint、OpenDocument、CSV、TXT、MP3、M4A、MP4。',
    method_not_allowed: ({ method }) => `这里不能使用 ${method}。`,
    path_not_found: ({ path }) => `${path} 不存在。`,
    token_missing: () => '需要令牌。',
    token_unknown: () => '没有这个令牌。',
    role_insufficient: () => '您的令牌没有此权限，请联系管理员。',
    session_ended: () => '登录已失效。',
    sign_in_refused: () => '没有这个令牌。请检查是否复制完整。',
    form_not_ours: () => '该表单不是从本页面提交的，或登录已失效。请返回、刷新页面后重试。',
    form_unreadable: () => '表单过大或无法读取。',
    form_too_large: () => '表单过大或无法读取。',
    article_not_found: () => '没有这篇文章，或已被删除。',
    revision_not_found: () => '没有这个版本。',
    category_not_found: () => '没有这一项。',
    official_not_found: () => '没有这一项。',
    office_not_found: () => '没有这一项。',
    feed_not_found: ({ slug }) => `没有栏目、人物或职位“${slug}”。`,
    sitemap_not_found: ({ name }) => `没有站点地图“${name}”。`,
    webhook_not_found: () => '没有这个推送。',
    message_not_found: () => '没有这条消息。',
    token_not_found: () => '没有这个令牌。',
    file_not_found: () => '没有这个文件。',
    file_gone: () => '已发布的内容中不再使用这个文件。',
    slug_taken: ({ slug }) => `另一篇文章已使用网页地址“${slug}”`,
    slug_fixed: () => '文章发布后，网页地址不能再改。',
    external_id_taken: ({ externalId }) => `另一篇文章已使用外部编号“${externalId}”。`,
    status_change_forbidden: () => '文章不能改为这个状态。',
    article_withdrawn: () => '已撤回的文章不能修改，请填写说明后重新发布。',
    article_changed: () => '文章刚刚被他人修改，请先重新查看。',
    withdrawal_not_possible: () => '只有已发布的文章可以撤回。',
    deletion_not_possible: () => '读者已经看过这篇文章，只能撤回，不能删除。',
    preview_not_possible: () => '这篇文章人人都能在其页面上阅读，不需要预览。',
    too_many_webhooks: ({ maximum }) => `每个令牌最多 ${maximum} 个推送，请先移除一个。`,
    too_many_categories: ({ maximum }) => `栏目最多 ${maximum} 个，请先删除一个。`,
    too_many_officials: ({ maximum }) => `官员最多 ${maximum} 名，请先删除一名。`,
    too_many_offices: ({ maximum }) => `职位最多 ${maximum} 个，请先删除一个。`,
    officials_too_large: ({ maxCharacters }) =>
      `全部官员的姓名与任期合计最多 ${maxCharacters} 个字符，请先精简或删除一些。`,
    too_many_tokens: ({ maximum }) => `令牌最多 ${maximum} 个，请先删除一个。`,
    idempotency_key_reused: () => '这个 Idempotency-Key 已用于其他内容。',
    category_in_article: () => '有文章正在使用它，不能删除。',
    official_in_article: () => '有文章正在使用它，不能删除。',
    office_in_article: () => '有文章正在使用它，不能删除。',
    category_in_webhook: () => '有推送正在使用它，不能删除。',
    official_in_webhook: () => '有推送正在使用它，不能删除。',
    office_in_official: () => '有人物担任此职位，不能删除。',
    office_in_webhook: () => '有推送正在使用它，不能删除。',
    installation_not_empty: () => '系统中已有文章、栏目、人物或职位。',
    file_in_article: () => '有文章正在使用这个文件，不能删除。',
    file_in_official: () => '有人物正在使用这个文件，不能删除。',
    file_in_setting: ({ setting }) => `设置 ${setting} 正在使用这个文件，不能删除。`,
    webhook_exists: () => '已有一个地址、事件和筛选都相同的推送。',
    webhook_not_active: () => '推送未启用，请先启用。',
    message_erased: () => '这条消息的内容已清除，不能再发送。',
    secret_of_service: ({ format }) => `${format} 的密钥由其服务管理：请先在那里更换，再在这里修改。`,
    too_many_reads: () => '请求过多，请一分钟后再试。',
    too_many_sign_ins: () => '尝试次数过多，请一分钟后再试。',
    too_many_subscription_requests: () => '请求过多，请一分钟后再试。',
    too_many_tests: ({ retryAfterSeconds }) => `测试过于频繁，请 ${retryAfterSeconds} 秒后再试。`,
    too_many_callback_requests: () => '对该主机的请求过多，请稍后再试。',
    too_many_subscriptions: () => '订阅数量已满，请稍后再试。',
    too_many_subscriptions_of_host: () => '该主机的订阅数量已满，请稍后再试。',
    admin_token_unset: ({ minCharacters }) =>
      `ADMIN_TOKEN 尚未设置，或不足 ${minCharacters} 个字符。请运维人员用以下命令设置：wrangler secret put ADMIN_TOKEN`,
    public_url_unset: ({ publicUrl, host }) =>
      `PUBLIC_URL 是 ${publicUrl}，但请求来自 ${host}。请把 PUBLIC_URL 设为读者使用的地址。`,
    files_not_set_up: () => '本系统没有存放文件的空间（缺少 FILES 绑定），请联系运维人员。',
    upload_given_up: () => '上传时间过长，请重试。',
    ledger_unreadable: () => '暂时无法读取数据。',
    storage_unavailable: () => '存储暂时无法使用，刚才的内容可能没有保存，请稍后再试。',
    internal_error: () => '系统出现错误，运维人员可以查看原因。',
  },
};
