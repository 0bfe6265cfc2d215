/** Several of a list, each with a box to tick. */

interface ChoicesProps {
  /** Of every box; what is ticked is sent under it, by slug. */
  readonly name: string;
  readonly options: readonly { readonly slug: string; readonly name: string }[];
  readonly chosen: readonly string[];
}

/** The list. */
export function Choices({ name, options, chosen }: ChoicesProps) {
  return (
    <ul class="choices">
      {options.map((option) => (
        <li>
          <label>
            <input type="checkbox" name={name} value={option.slug} checked={chosen.includes(option.slug)} />
            <span dir="auto">{option.name}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}
