/** A radix tree of names: ten thousand with all their spellings are a few megabytes, and one step a unit to follow. */

/** What is behind one edge; the edge's units are in `label`. */
export interface Branch<Value> {
  label: string;
  next: Map<string, Branch<Value>> | null;
  value: Value | null;
}

/** Where somebody who follows a text stands: behind `used` units of the branch's label. */
export interface TreePosition<Value> {
  readonly branch: Branch<Value>;
  readonly used: number;
}

/** A tree with nothing in it. */
export function plantTree<Value>(): Branch<Value> {
  return { label: '', next: null, value: null };
}

/** The value of a name, made by `make` where it has none yet. */
export function growTree<Value>(root: Branch<Value>, name: string, make: () => Value): Value {
  let branch = root;
  let at = 0;
  while (at < name.length) {
    branch.next ??= new Map();
    const unit = name.charAt(at);
    const next = branch.next.get(unit);
    if (next === undefined) {
      const leaf: Branch<Value> = { label: name.slice(at), next: null, value: make() };
      branch.next.set(unit, leaf);
      return leaf.value as Value;
    }
    let shared = 1;
    while (shared < next.label.length && next.label.charAt(shared) === name.charAt(at + shared)) shared += 1;
    if (shared < next.label.length) splitBranch(next, shared);
    branch = next;
    at += shared;
  }
  branch.value ??= make();
  return branch.value;
}

function splitBranch<Value>(branch: Branch<Value>, at: number): void {
  const rest: Branch<Value> = { label: branch.label.slice(at), next: branch.next, value: branch.value };
  branch.label = branch.label.slice(0, at);
  branch.next = new Map([[rest.label.charAt(0), rest]]);
  branch.value = null;
}

/** One unit further; null where no name goes on so. */
export function followTree<Value>(
  { branch, used }: TreePosition<Value>,
  unit: string,
): TreePosition<Value> | null {
  if (used < branch.label.length)
    return branch.label.charAt(used) === unit ? { branch, used: used + 1 } : null;
  const next = branch.next?.get(unit);
  return next === undefined ? null : { branch: next, used: 1 };
}

/** The value of the name that ends here; null where none does. */
export function readTree<Value>({ branch, used }: TreePosition<Value>): Value | null {
  return used === branch.label.length ? branch.value : null;
}
