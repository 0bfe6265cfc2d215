/** Where an article belongs: its categories, its officials. */

import { Choices } from '../choices.tsx';
import type { FieldsProps } from './fields-props.ts';
import { OfficialFields } from './official-fields.tsx';

/** The fields. */
export function PlacingFields(props: FieldsProps) {
  const { form, messages, directory } = props;
  // A category that was deleted since may still be on the article; leaving it out would take it away unseen.
  const known = new Set(directory.categories.map(({ slug }) => slug));
  const others = form.categories.filter((slug) => !known.has(slug)).map((slug) => ({ slug, name: slug }));
  return (
    <>
      <fieldset id="categories" tabindex={-1}>
        <legend>{messages.sections.categories}</legend>
        {directory.categories.length === 0 ? (
          <p class="hint">
            {messages.noCategories} <a href="/editor/categories">{messages.addCategory}</a>
          </p>
        ) : null}
        <Choices name="category" options={[...directory.categories, ...others]} chosen={form.categories} />
      </fieldset>
      <OfficialFields {...props} />
    </>
  );
}
