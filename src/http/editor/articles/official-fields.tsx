/** Who is in an article: those attached, those to be added. */

import { RELATIONS } from '../../../article/article.ts';
import { describeOfficial, indexOfficials } from '../../../article/official-lookup.ts';
import { LineField } from '../field.tsx';
import type { FieldsProps } from './fields-props.ts';

/** The fields. */
export function OfficialFields({ form, errors, messages, directory }: FieldsProps) {
  const findOfficials = indexOfficials(directory.officials);
  return (
    <fieldset id="officials" tabindex={-1} data-officials="">
      <legend>{messages.sections.officials}</legend>
      <p class="recognizes">
        <label>
          <input type="checkbox" name="recognizes" value="yes" checked={form.recognizes} />
          {messages.recognizes}
        </label>
      </p>
      <ul class="attached" data-attached="">
        {form.officials.map(({ slug, name, role, relation }) => (
          <li data-official={slug}>
            <label class="who">
              <input type="checkbox" name="official" value={slug} checked />
              <span dir="auto">{name}</span>
            </label>
            <input type="hidden" name={`official_name:${slug}`} value={name} />
            <input
              type="text"
              name={`official_role:${slug}`}
              value={role ?? ''}
              aria-label={messages.roleOf(name)}
              placeholder={messages.role}
              dir="auto"
            />
            <select name={`official_relation:${slug}`} aria-label={messages.relationOf(name)}>
              {RELATIONS.map((one) => (
                <option value={one} selected={one === relation}>
                  {messages.relations[one]}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      {form.refused.map((slug) => (
        <input type="hidden" name="refused" value={slug} />
      ))}
      <div data-suggestions="" aria-live="polite" />
      <LineField
        name="added_official"
        label={messages.addOfficial}
        value={form.addedOfficial}
        hint={messages.addOfficialHint}
        errors={errors}
        list="all-officials"
      />
      <datalist id="all-officials">
        {directory.officials.map((official) =>
          findOfficials(official.name).every((called) => called === official) ? (
            <option value={official.name}>{official.role ?? official.slug}</option>
          ) : (
            // What is chosen has to mean one person.
            <option value={official.slug}>{describeOfficial(official)}</option>
          ),
        )}
      </datalist>
    </fieldset>
  );
}
