/** Nodes whose places cannot be chosen one without the other. */
export class Groups {
  readonly #parent = new Map<string, string>();

  has(id: string): boolean {
    return this.#parent.has(id);
  }

  /** The least id of the group: it names the group. */
  find(id: string): string {
    let root = id;
    for (let above = this.#parent.get(root); above !== undefined && above !== root;) {
      root = above;
      above = this.#parent.get(root);
    }
    return root;
  }

  /** Puts all of these into one group. True when that changed anything. */
  unite(ids: Iterable<string>): boolean {
    let changed = false;
    let first: string | null = null;
    for (const id of ids) {
      if (!this.#parent.has(id)) {
        this.#parent.set(id, id);
        changed = true;
      }
      if (first === null) {
        first = this.find(id);
        continue;
      }
      const other = this.find(id);
      if (other === first) continue;
      const [least, greater]: [string, string] = other < first ? [other, first] : [first, other];
      this.#parent.set(greater, least);
      first = least;
      changed = true;
    }
    return changed;
  }

  /** Every group by its name, its members in the order of their ids. */
  all(): Map<string, string[]> {
    const groups = new Map<string, string[]>();
    for (const id of [...this.#parent.keys()].sort()) {
      const name = this.find(id);
      groups.set(name, [...(groups.get(name) ?? []), id]);
    }
    return groups;
  }
}
