// @ts-check
/** Every command with its options, its arguments and the words that explain it. */

import { exportArchive, restoreArchive } from './archive.mjs';
import { importFile } from './import.mjs';
import { publishFiles } from './publish.mjs';
import { WEBHOOK_COMMANDS } from './webhooks.mjs';

/** @typedef {import('node:util').ParseArgsConfig['options']} OptionConfig */

/**
 * @typedef {object} Command
 * @property {string} usage its arguments
 * @property {string} about one line
 * @property {[min: number, max: number]} count of arguments
 * @property {NonNullable<OptionConfig>} options
 * @property {string} [details]
 * @property {(positionals: readonly string[], flags: any, context: import('./context.mjs').Context) => Promise<number>} run
 */

/** @type {NonNullable<OptionConfig>} */
export const GLOBAL_OPTIONS = {
  url: { type: 'string' },
  token: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
};

const FLAG = /** @type {const} */ ({ type: 'boolean' });
const VALUE = /** @type {const} */ ({ type: 'string' });
const VALUES = /** @type {const} */ ({ type: 'string', multiple: true });

const PUBLISH_DETAILS = `
  .md    Markdown (.markdown and .mdx, too); front matter in YAML, TOML or JSON holds the article's fields:
           title, summary, language, date_published, slug, url, external_id, categories, officials,
           source, authors, image, attachments, status, notify
         or what Jekyll, Hugo, Eleventy and Astro call them (date, pubDate, tags, description, author, cover,
         lang, draft, permalink …). Others are told and passed over. Without a title there the first heading is it.
         Shortcodes of pictures, films, code and links, boxes (::: tip, [!NOTE]) and imported pictures become
         Markdown; what else a generator would have replaced ({% … %}, {{ … }}) stays in the text, and is told.
         A day without a date in the front matter is read from the file's name, its folders or its permalink, else
         from when it was created (created, dateCreated …); without any it is published as of now, and that is told;
         a language without one is the publication's, unless the text is plainly in another.
  .html  a page: its <h1> or <title>, and its <article>, <main> or body; with front matter, a text
  .json  an article as POST /api/articles takes it, or a list of them
  A folder stands for its .md and .html files and those of the folders in it.
  Pictures, films, sound and documents that a text or its front matter names by a path are uploaded, each once: a
  path is taken from the file, else from the folders that generators publish (static, public, assets, source …).
  Nothing outside the site is opened: the nearest folder around that a generator or git begins at, else the one where
  names begin. What cannot be had is told by its name, and the article goes without it.
  Links to other files of the site, however its generator spells them (paths, ref, post_url, link, permalinks and
  former addresses of the front matter), lead to their articles: of this run, or with --root of earlier ones. What
  still leads nowhere is told.

  --draft                  keep as drafts; without it, files that are drafts are skipped
  --no-notify              tell no webhook
  --timezone ZONE          in which dates without an offset are read (default UTC)
  --root FOLDER            where the names of files begin (default: the folder given, or the current one)
  --no-create-categories   leave out categories and tags that the service does not have
  --dry-run                show what would be sent, send nothing

  Prints the address of each article. A file's path is its article's external_id, unless it gives one: published
  again, it changes that article (what it does not say stays as it is) and makes no second one.`;

const IMPORT_DETAILS = `
  FILE is RSS, Atom, JSON Feed, an export of WordPress, Ghost or Blogger (their published posts), or a sitemap, whose pages
  are read by the service. An entry's id becomes the article's external_id: whatever is there already stays as it is,
  so an import may be run again. It stays the entry's id in feeds, too: who follows the old feed's address here is
  shown nothing twice. Dates are kept. Officials are recognised in the text.

  FOLDER                   a sitemap's pages as saved files (as wget names them), instead of fetching them
  --pages                  an export's pages, too
  --site URL               the address of the site that a Ghost export is of
  --new-ids                give the articles new ids in feeds; any editor may
  --notify                 tell webhooks (as a rule nobody wants to hear of a history)
  --own-pages              the articles' pages are the service's; else they stay where they are
  --no-create-categories   leave out categories that the service does not have
  --timezone ZONE          in which dates without an offset are read (default UTC)
  --parallel N             articles sent at once (default 8)
  --delay SECONDS          between two fetches (default 1)
  --dry-run                print the articles as lines of JSON, send nothing`;

const EXPORT_DETAILS = `
  --files DIR              save the bytes of pictures and documents there, each under its id; again, only what is new`;

const RESTORE_DETAILS = `
  Into an installation that holds nothing else. May be repeated after an interruption.
  --files DIR              where \`export --files\` saved the bytes of pictures and documents
  --without-files          they are lost: take everything else back, and let articles name what is not there`;

/** @param {unknown} value */
const readText = (value) => (typeof value === 'string' ? value : undefined);

/** @param {string} name @param {Omit<Command, 'run'>} command @returns {Record<string, Command>} */
function describeWebhookCommand(name, command) {
  const run = WEBHOOK_COMMANDS[name];
  if (run === undefined) throw new Error(`webhooks ${name} does nothing`);
  return { [`webhooks ${name}`]: { ...command, options: { ...command.options, json: FLAG }, run } };
}

/** @type {Readonly<Record<string, Command>>} */
export const COMMANDS = {
  publish: {
    usage: 'FILE…',
    about: 'publish Markdown, HTML or JSON files, or folders of them',
    count: [1, Number.POSITIVE_INFINITY],
    options: {
      draft: FLAG,
      'no-notify': FLAG,
      timezone: VALUE,
      root: VALUE,
      'no-create-categories': FLAG,
      'dry-run': FLAG,
    },
    details: PUBLISH_DETAILS,
    run: publishFiles,
  },
  import: {
    usage: 'FILE [FOLDER]',
    about: 'take over a feed, an export of WordPress or Ghost, or a sitemap',
    count: [1, 2],
    options: {
      notify: FLAG,
      'own-pages': FLAG,
      'create-categories': FLAG,
      'no-create-categories': FLAG,
      timezone: VALUE,
      parallel: VALUE,
      pages: FLAG,
      site: VALUE,
      'new-ids': FLAG,
      delay: VALUE,
      'dry-run': FLAG,
    },
    details: IMPORT_DETAILS,
    run: ([file = '', folder = null], flags, context) => importFile(file, folder, flags, context),
  },
  export: {
    usage: '[FILE]',
    about: 'save everything but tokens and webhooks, to standard output without a FILE',
    count: [0, 1],
    options: { files: VALUE },
    details: EXPORT_DETAILS,
    run: ([file = '-'], { files }, context) => exportArchive(file, readText(files), context),
  },
  restore: {
    usage: 'FILE',
    about: 'take an export back in',
    count: [1, 1],
    options: { files: VALUE, 'without-files': FLAG },
    details: RESTORE_DETAILS,
    run: ([file = ''], flags, context) =>
      restoreArchive(
        file,
        { files: readText(flags.files), withoutFiles: flags['without-files'] === true },
        context,
      ),
  },
  ...describeWebhookCommand('list', { usage: '', about: 'list webhooks', count: [0, 0], options: {} }),
  ...describeWebhookCommand('add', {
    usage: 'URL',
    about: 'have a URL told of articles',
    count: [1, 1],
    options: {
      category: VALUES,
      official: VALUES,
      office: VALUES,
      'not-category': VALUES,
      'not-official': VALUES,
      language: VALUES,
      search: VALUE,
      events: VALUES,
      format: VALUE,
      signature: VALUE,
      description: VALUE,
      'secret-file': VALUE,
    },
    details: `
  --category SLUG, --official SLUG, --office SLUG
                                     only of these; may be repeated
  --not-category SLUG, --not-official SLUG
                                     none of these; may be repeated
  --language TAG                     only in these, such as en or zh-CN; may be repeated
  --search WORDS                     only with all of these words
  --events NAMES                     published, updated, withdrawn (default: published,withdrawn)
  --format NAME                      standard, slack, mattermost, rocketchat, discord, teams, googlechat, telegram,
                                     matrix, ntfy, feishu, dingtalk, wecom (default: as the URL's host has it)
  --signature NAME                   v1 (default) or v1a: a key pair, so that no secret is shared
  --description TEXT
  --secret-file FILE                 a secret of your own (Feishu's, DingTalk's); - reads standard input`,
  }),
  ...describeWebhookCommand('test', { usage: 'ID', about: 'send a ping now', count: [1, 1], options: {} }),
  ...describeWebhookCommand('messages', {
    usage: 'ID',
    about: 'show what was sent and what became of it',
    count: [1, 1],
    options: { limit: VALUE },
    details: `
  --limit N   newest messages to show, up to 200 (default 50)`,
  }),
  ...describeWebhookCommand('retry', {
    usage: 'ID MESSAGE',
    about: 'send a message once more',
    count: [2, 2],
    options: {},
  }),
  ...describeWebhookCommand('recover', {
    usage: 'ID --since TIME',
    about: 'send all that was not delivered',
    count: [1, 1],
    options: { since: VALUE },
    details: `
  --since TIME   such as 2026-11-24T09:00:00+08:00, or how long ago: 90m, 24h, 7d`,
  }),
  ...describeWebhookCommand('pause', { usage: 'ID', about: 'hold its messages', count: [1, 1], options: {} }),
  ...describeWebhookCommand('resume', { usage: 'ID', about: 'send again', count: [1, 1], options: {} }),
  ...describeWebhookCommand('rotate', {
    usage: 'ID',
    about: 'give it a new secret; for 24 hours both sign',
    count: [1, 1],
    options: {},
  }),
  ...describeWebhookCommand('remove', { usage: 'ID', about: 'remove it', count: [1, 1], options: {} }),
};

/** The help of the whole, of a group (`webhooks`), or of one command.
 * @param {string} name
 * @returns {string} */
export function writeHelp(name) {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) {
    const json = 'json' in command.options ? '\n  --json      for programs' : '';
    const details = command.details === undefined ? '' : `${command.details}\n`;
    return `gazette ${name} ${command.usage}\n\n  ${command.about}\n${details}${json}${SERVICE_HELP}`;
  }
  const names = Object.keys(COMMANDS).filter((one) => name === '' || one.startsWith(`${name} `));
  const width = Math.max(...names.map((one) => `${one} ${COMMANDS[one]?.usage}`.length));
  const lines = names.map(
    (one) => `  ${`${one} ${COMMANDS[one]?.usage}`.padEnd(width)}  ${COMMANDS[one]?.about}`,
  );
  return `gazette: publish, import, back up, and look after webhooks\n\n${lines.join('\n')}\n\n  gazette COMMAND --help says more; --version${SERVICE_HELP}`;
}

const SERVICE_HELP = `

  --url URL       the service, or GAZETTE_URL (default http://localhost:8787)
  --token TOKEN   or, better, GAZETTE_TOKEN: arguments can be read by other users of the machine. For a
                  service on this machine the token that npm start keeps in .dev.vars is found by itself.`;
