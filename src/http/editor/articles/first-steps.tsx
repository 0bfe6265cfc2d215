/** The way from an empty installation to the first published article. */

import type { ArticleResource } from '../../../article/resource.ts';
import type { EditorContext } from '../editor-context.ts';

export interface FirstStepsProps {
  readonly editor: EditorContext;
  readonly directory: { readonly categories: readonly unknown[]; readonly officials: readonly unknown[] };
  /** The newest article that is not published yet; null for none. */
  readonly draft: ArticleResource | null;
}

/** Four steps, each with the page where it is done, and a mark on those that are. */
export function FirstSteps({ editor, directory, draft }: FirstStepsProps) {
  const { messages } = editor;
  const draftPath = draft === null ? '/editor/articles/new' : `/editor/articles/${draft.id}`;
  const steps = [
    {
      step: messages.firstSteps.category,
      path: '/editor/categories',
      isDone: directory.categories.length > 0,
    },
    { step: messages.firstSteps.official, path: '/editor/officials', isDone: directory.officials.length > 0 },
    { step: messages.firstSteps.write, path: draftPath, isDone: draft !== null },
    { step: messages.firstSteps.publish, path: draftPath, isDone: false },
  ];
  return (
    <section class="first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{messages.firstStepsTitle}</h2>
      <ol>
        {steps.map(({ step, path, isDone }) => (
          <li>
            <a href={path}>{step.name}</a>
            {isDone ? <span class="status published">{messages.stepDone}</span> : null}
            <p class="hint">{step.why}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
