/** One labelled field of a form, with its hint and with what is wrong with it. */

import type { Child } from 'hono/jsx';
import type { Failure } from '../../failure.ts';
import type { EditorMessages } from '../../messages/editor/english.ts';
import { describeFailure, describeViolation } from '../../messages/problems.ts';

/** One thing wrong with a form, in words; `pointer` as in the API's errors. */
export interface FormError {
  readonly pointer: string;
  readonly detail: string;
}

/** A failure as errors of a form. What is wrong with the whole is shown at `wholePointer`, or at no field. */
export function describeFormErrors(
  failure: Failure,
  messages: EditorMessages,
  wholePointer = '',
): FormError[] {
  if (failure.code !== 'invalid') {
    return [{ pointer: wholePointer, detail: describeFailure(failure, messages.problems) }];
  }
  return failure.errors.map((error) => ({
    pointer: error.pointer,
    detail: describeViolation(error, messages.problems),
  }));
}

/** Errors by the name of the field that they belong to. */
export type FormErrors = ReadonlyMap<string, readonly string[]>;

const NO_ERRORS: FormErrors = new Map();

/** Groups errors by field: `/source/url` is of what `fieldOf` calls it, by itself of `source`. */
export function groupErrors(
  errors: readonly FormError[],
  fieldOf: (pointer: string) => string = (pointer) => pointer.split('/')[1] ?? '',
): FormErrors {
  const grouped = new Map<string, string[]>();
  for (const { pointer, detail } of errors) {
    const field = fieldOf(pointer);
    grouped.set(field, [...(grouped.get(field) ?? []), detail]);
  }
  return grouped;
}

/** What every field has. */
interface LabelledProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly errors?: FormErrors | undefined;
  readonly class?: string;
}

interface FieldProps extends LabelledProps {
  /** Gets what ties the control to its hint and errors. */
  readonly control: (attributes: ControlAttributes) => Child;
}

interface ControlAttributes {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: 'true' | undefined;
}

/** A label, its control, its hint, its errors. */
export function Field(props: FieldProps) {
  const { name, label, hint, errors = NO_ERRORS, control } = props;
  const wrong = errors.get(name) ?? [];
  const described = [hint === undefined ? '' : `${name}-hint`, wrong.length === 0 ? '' : `${name}-error`];
  return (
    <div class={`field ${props.class ?? ''}`}>
      <label for={name}>{label}</label>
      {control({
        id: name,
        name,
        'aria-describedby': described.filter((id) => id !== '').join(' ') || undefined,
        'aria-invalid': wrong.length === 0 ? undefined : 'true',
      })}
      {hint === undefined ? null : (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {wrong.length === 0 ? null : (
        <p class="error" id={`${name}-error`}>
          {wrong.join(' ')}
        </p>
      )}
    </div>
  );
}

export interface LineProps extends LabelledProps {
  readonly value: string;
  readonly type?: string;
  readonly required?: boolean;
  readonly readonly?: boolean;
  readonly list?: string;
  readonly step?: string;
}

/** A field of one line. */
export function LineField(props: LineProps) {
  const { value, type = 'text', required, readonly, list, step } = props;
  return (
    <Field
      {...props}
      control={(attributes) => (
        <input
          {...attributes}
          {...{ type, value, required, readonly, list, step }}
          dir={type === 'text' ? 'auto' : undefined}
        />
      )}
    />
  );
}

interface TextProps extends LabelledProps {
  readonly value: string;
  readonly rows: number;
}

/** A field of several lines. */
export function TextField(props: TextProps) {
  const { value, rows } = props;
  return (
    <Field
      {...props}
      control={(attributes) => (
        <textarea {...attributes} rows={rows} dir="auto">
          {value}
        </textarea>
      )}
    />
  );
}

/** What is wrong, above a form, each with a link to its field; what is wrong with none of them has no name (''). */
export function ErrorSummary({ errors, messages }: { errors: FormErrors; messages: EditorMessages }) {
  if (errors.size === 0) return null;
  return (
    <div class="notice problem" role="alert" tabindex={-1} data-focus="">
      <h2>{messages.wrongTitle}</h2>
      <ul>
        {[...errors].map(([field, details]) => (
          <li>
            {field === '' ? null : (
              <>
                <a href={`#${field}`}>{messages.fieldLabels[field] ?? field}</a>:{' '}
              </>
            )}
            {details.join(' ')}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** So many boxes have some 50 kB, and a page may have three such lists; nobody looks through more. */
const MAX_CHOICES = 300;

/** What there is to choose from, by slug. */
type Options = readonly { readonly slug: string; readonly name: string }[];

/** True where there are too many to be shown all. */
export const areTooMany = (options: Options) => options.length > MAX_CHOICES;

interface ChoicesProps {
  /** Of every box; what is ticked is sent under it, by slug. */
  readonly name: string;
  readonly options: Options;
  readonly chosen: readonly string[];
  /** Where one more is found, where there are too many for boxes. */
  readonly more?: Omit<EntryFieldProps, 'name' | 'value'>;
}

/** The list. */
export function Choices({ name, options, chosen, more }: ChoicesProps) {
  const isLong = more !== undefined && areTooMany(options);
  const shown = isLong ? options.filter(({ slug }) => chosen.includes(slug)) : options;
  return (
    <>
      <ul class="choices">
        {shown.map((option) => (
          <li>
            <label>
              <input type="checkbox" name={name} value={option.slug} checked={chosen.includes(option.slug)} />
              <span dir="auto">{option.name}</span>
            </label>
          </li>
        ))}
      </ul>
      {isLong ? <EntryField name={name} value="" {...more} /> : null}
    </>
  );
}

interface EntryFieldProps {
  readonly name: string;
  readonly value: string;
  readonly kind: 'categories' | 'offices';
  readonly label: string;
}

/** A field for one of very many, by slug; the script finds it by parts of its name. */
export function EntryField({ name, value, kind, label }: EntryFieldProps) {
  return (
    <>
      <input
        type="text"
        name={name}
        value={value}
        list={`${name}-list`}
        data-suggests={kind}
        aria-label={label}
        placeholder={label}
        autocomplete="off"
      />
      <datalist id={`${name}-list`} />
    </>
  );
}
