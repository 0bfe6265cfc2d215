/** What all pages of the editor share: the head, the way around, who is signed in. */

import type { Child } from 'hono/jsx';
import { FIRST_ADMINISTRATOR } from '../../ledger/actor.ts';
import type { EditorMessages } from '../../messages/editor/english.ts';
import type { Settings } from '../../settings.ts';
import { findDrawnIconPath, findStylesheetPath } from '../pages/assets.ts';
import { FeedAlternates } from '../pages/feed-links.tsx';
import type { EditorContext } from './editor-context.ts';

/** Built into `public/` by `npm run build`, and served before any request reaches the Worker. */
const SCRIPT_PATH = '/editor/editor.js';
const EDITOR_STYLESHEET_PATH = '/editor/editor.css';

/** The sections of the editor, as its bar shows them. */
export type EditorSection = keyof EditorMessages['sections'];

export interface EditorLayoutProps {
  readonly messages: EditorMessages;
  readonly settings: Settings;
  /** Absent while nobody is signed in. */
  readonly editor?: EditorContext | undefined;
  readonly title: string;
  readonly current?: EditorSection;
  /** What just happened, in words. */
  readonly done?: Child;
  /** The page asks for itself again at once. */
  readonly reloads?: boolean;
  readonly children?: Child;
}

interface EditorPageProps extends Omit<EditorLayoutProps, 'messages' | 'settings' | 'editor'> {
  readonly editor: EditorContext;
}

/** A whole page. */
export function EditorLayout(props: EditorLayoutProps) {
  const { messages, settings, editor, title, done, reloads = false, children } = props;
  return (
    <html lang={messages.language}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · ${settings.title}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        {reloads ? <meta http-equiv="refresh" content="0" /> : null}
        <FeedAlternates links={[]} settings={settings} />
        {/* Colours, faces and the look of an article are the public pages'. */}
        <link rel="stylesheet" href={findStylesheetPath()} />
        <link rel="stylesheet" href={EDITOR_STYLESHEET_PATH} />
        <link rel="icon" type="image/svg+xml" href={findDrawnIconPath()} />
        {editor === undefined ? null : <script src={SCRIPT_PATH} type="module" />}
      </head>
      <body
        data-messages={editor === undefined ? undefined : JSON.stringify(messages.script)}
        data-date-language={messages.dateLanguage(settings.language)}
        data-timezone={settings.timezone}
      >
        <a class="skip" href="#main">
          {messages.skip}
        </a>
        <Bar {...props} />
        <main id="main" tabindex={-1}>
          {done === undefined || done === null ? null : (
            <p class="notice good" role="status" tabindex={-1} data-focus="">
              {done}
            </p>
          )}
          {children}
        </main>
      </body>
    </html>
  );
}

/** A whole page for somebody who is signed in. */
export function EditorPage({ editor, ...page }: EditorPageProps) {
  return <EditorLayout messages={editor.messages} settings={editor.settings} editor={editor} {...page} />;
}

function Bar({ messages, settings, editor, current }: EditorLayoutProps) {
  const sections: readonly EditorSection[] =
    editor === undefined
      ? []
      : editor.actor.role === 'subscriber'
        ? ['webhooks']
        : [
            ...(['articles', 'categories', 'officials', 'offices', 'webhooks'] as const),
            ...(editor.actor.role === 'admin' ? (['tokens'] as const) : []),
          ];
  return (
    <header class="bar">
      <p class="name" dir="auto">
        <a href={`${settings.publicUrl}/`}>{settings.title}</a>
      </p>
      {editor === undefined ? null : (
        <nav aria-label={messages.editor}>
          <ul>
            {sections.map((section) => (
              <li>
                <a
                  href={section === 'articles' ? '/editor' : `/editor/${section}`}
                  aria-current={current === section ? 'page' : undefined}
                >
                  {messages.sections[section]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {editor === undefined ? null : (
        <form method="post" action="/editor/sign-out" class="signed-in">
          <span>
            <bdi>{editor.actor.name}</bdi>
            {/* The first is called what it is. */}
            {editor.actor.tokenId === FIRST_ADMINISTRATOR.tokenId
              ? null
              : ` (${messages.roles[editor.actor.role]})`}
          </span>
          <button type="submit" class="quiet">
            {messages.signOut}
          </button>
        </form>
      )}
    </header>
  );
}

/** What every form of somebody signed in carries. */
export function FormToken({ editor }: { editor: EditorContext }) {
  return <input type="hidden" name="form_token" value={editor.formToken} />;
}

interface DangerFormProps {
  readonly editor: EditorContext;
  readonly action: string;
  /** What the button says. */
  readonly label: string;
  /** Whether it stands apart from what is above it; not where something around it does. */
  readonly isApart: boolean;
  /** What will be gone. */
  readonly children?: Child;
}

/** A form with nothing to fill in, that takes something away for good. */
export function DangerForm({ editor, action, label, isApart, children }: DangerFormProps) {
  return (
    <form method="post" action={action} class={isApart ? 'apart' : undefined}>
      <FormToken editor={editor} />
      {children}
      <button type="submit" class="danger">
        {label}
      </button>
    </form>
  );
}
