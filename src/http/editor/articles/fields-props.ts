/** What every part of an article's form is given. */

import type { ArticleStatus } from '../../../article/article.ts';
import type { Category, Official } from '../../../article/directory.ts';
import type { EditorMessages } from '../../../messages/editor/english.ts';
import type { FormErrors } from '../field.tsx';
import type { ArticleForm } from './article-form.ts';

export interface FieldsProps {
  readonly form: ArticleForm;
  readonly errors: FormErrors;
  readonly messages: EditorMessages;
  readonly timezone: string;
  /** null for an article that does not exist yet. */
  readonly status: ArticleStatus | null;
  readonly directory: { readonly categories: readonly Category[]; readonly officials: readonly Official[] };
}
