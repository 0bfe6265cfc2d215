/** Which articles say the same in other languages: those ticked, and one added by its title or address. */

import { nameLanguage } from '../../../article/language.ts';
import type { Result } from '../../../failure.ts';
import { failField, succeed } from '../../../failure.ts';
import type { ArticleName } from '../../../ledger/articles/translations.ts';
import type { EditorContext } from '../editor-context.ts';
import { wantsJson } from '../editor-context.ts';
import type { ArticleForm } from './article-form.ts';

/** An article as a list to choose from shows it. */
export interface NamedArticle {
  readonly id: string;
  readonly title: string;
  /** In the editor's language. */
  readonly languageName: string;
  /** False of what is ticked already, is in the form's own language, or is its own article. */
  readonly isOffered: boolean;
}

/** The articles that a form names, and those that it may. `id`: its own article's; null for a new one. */
export async function nameArticles(
  { ledger, messages }: EditorContext,
  form: Pick<ArticleForm, 'translations' | 'language'>,
  id: string | null,
): Promise<NamedArticle[]> {
  const names = await ledger.listArticleNames(form.translations);
  return names.map((name) => ({
    id: name.id,
    title: name.title,
    languageName: nameLanguage(name.language, messages.language),
    isOffered: name.id !== id && name.language !== form.language && !form.translations.includes(name.id),
  }));
}

/** The form with the article that was typed to be added. While one still types, what is none yet is left alone. */
export async function settleTranslation(
  editor: EditorContext,
  form: ArticleForm,
): Promise<Result<ArticleForm>> {
  const text = form.addedTranslation;
  if (text === '') return succeed(form);
  const names = await editor.ledger.listArticleNames([]);
  const isMeant = ({ title, language }: ArticleName) => title === text && language !== form.language;
  const id = names.find(isMeant)?.id ?? (await editor.ledger.findArticleByAddress(text));
  if (id !== null) {
    const translations = [...new Set([...form.translations, id])];
    return succeed({ ...form, translations, addedTranslation: '' });
  }
  return wantsJson(editor.c)
    ? succeed(form)
    : failField('/added_translation', { code: 'article_unknown', id: text });
}
